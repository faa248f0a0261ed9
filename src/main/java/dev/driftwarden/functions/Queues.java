package dev.driftwarden.functions;

/** How functions listen to the queues of {@link dev.driftwarden.engine.Jobs}. */
public final class Queues {
    static final String CONNECTION = "AzureWebJobsStorage";

    /** What the host appends to the name of the queue to which it moves a message that failed five times. */
    public static final String POISON = "-poison";

    private Queues() {}
}
