package dev.driftwarden.telemetry;

/**
 * Log lines that alerts and the workbook look for: each begins in a way that no other line does, and holds nothing but ids and words
 * of the bot's own. Written through the invocation's logger they arrive without any exporter.
 */
public final class Signals {
    public static final String DECIDED = "decided mode={} finding={} rule={} plan={}";
    public static final String FIXED = "fixed finding={} rule={} secondsToFix={}";
    public static final String NOT_FIXED = "fix not verified finding={} rule={}";
    public static final String WRITE_FAILED = "write failed kind={} code={} plan={}";
    public static final String KILL_SWITCH = "kill switch {}";
    public static final String POISONED = "message set aside queue={} attempts={}";
    public static final String SWEPT = "sweep ended outcome={} looks={} unreadable={}";
    public static final String QUEUE = "queue state name={} depth={} ageSeconds={}";
    public static final String HEALTH = "health status={} eventLagP95Seconds={} setAside={}";

    private Signals() {}
}
