package dev.driftwarden.change;

/** What became of one event of a payload. */
public sealed interface ParsedEvent {

    /** It names a change. */
    record Understood(Change change) implements ParsedEvent {}

    /** A known kind of event that never matters: a failed write, a subscription validation. */
    record Irrelevant(String kind) implements ParsedEvent {}

    /**
     * It cannot be used.
     *
     * @param reason what is wrong and where, in words
     * @param excerpt the first 2,000 characters of the event, secrets taken out
     * @param whole the event as it came, for another try
     */
    record Rejected(String reason, String excerpt, String whole) implements ParsedEvent {
        static Rejected of(String reason, String whole) {
            return new Rejected(reason, Excerpt.of(whole), whole);
        }

        /** Without the whole text, which may hold secrets and must not end in a log. */
        @Override
        public String toString() {
            return "Rejected[reason=" + reason + ", excerpt=" + excerpt + "]";
        }
    }
}
