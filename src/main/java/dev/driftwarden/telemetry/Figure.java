package dev.driftwarden.telemetry;

/** Every figure that the bot gives about itself. Alerts and the workbook below {@code infra/} may use these names and no others. */
public enum Figure {
    EVENTS("driftwarden.events", "{event}", "Events taken in, by source and outcome"),
    EVENT_LAG("driftwarden.event.lag", "s", "From an event's happening to its being received"),
    MISSED_EVENTS(
            "driftwarden.events.missed", "{finding}", "Findings that a sweep opened because no event had told of them"),
    VERDICTS("driftwarden.verdicts", "{verdict}", "Rules judged, by rule and verdict"),
    DECISIONS("driftwarden.decisions", "{decision}", "Decisions, by mode and by the reason that led to it"),
    WRITES("driftwarden.writes", "{write}", "Tries to apply a fix, by outcome"),
    VERIFICATIONS("driftwarden.verifications", "{fix}", "Fixes checked to the end, by outcome"),
    TIME_TO_DETECT("driftwarden.time_to_detect", "s", "From an event's happening to the finding"),
    TIME_TO_FIX("driftwarden.time_to_fix", "s", "From an event's happening to the verified fix"),
    POISONED("driftwarden.poisoned", "{message}", "Messages that failed every time, by queue"),
    THROTTLED("driftwarden.throttled", "{call}", "Calls that Azure answered with 429"),
    CALLS("driftwarden.calls", "{call}", "Calls to Azure, by kind"),
    QUEUE_AGE("driftwarden.queue.age", "s", "How long the first due message has waited, by queue"),
    QUEUE_DEPTH("driftwarden.queue.depth", "{message}", "Messages in a queue, due or not");

    private final String title;
    private final String unit;
    private final String about;

    Figure(String title, String unit, String about) {
        this.title = title;
        this.unit = unit;
        this.about = about;
    }

    /** The name under which it is exported. */
    public String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    String about() {
        return about;
    }
}
