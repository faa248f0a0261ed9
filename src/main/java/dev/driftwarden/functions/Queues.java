package dev.driftwarden.functions;

/** The storage queues that functions listen to. The host moves a message that failed five times to {@code <queue>-poison}. */
public final class Queues {
    static final String CONNECTION = "AzureWebJobsStorage";

    public static final String EVENTS = "driftwarden-events";
    public static final String EVALUATE = "driftwarden-evaluate";
    public static final String APPLY = "driftwarden-apply";
    public static final String VERIFY = "driftwarden-verify";

    /** What the host appends. */
    public static final String POISON = "-poison";

    private Queues() {}
}
