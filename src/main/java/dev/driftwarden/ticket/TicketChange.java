package dev.driftwarden.ticket;

/** What became of a ticket. */
public enum TicketChange {
    OPENED("opened"),
    UPDATED("updated"),
    CLOSED("closed"),
    REOPENED("reopened");

    private final String word;

    TicketChange(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
