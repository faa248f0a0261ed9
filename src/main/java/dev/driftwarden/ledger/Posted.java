package dev.driftwarden.ledger;

import dev.driftwarden.store.RecordKey;

/** Something outgoing as it is stored until it has left. */
public record Posted(RecordKey key, Outgoing outgoing) {

    /** Of this one alone, for ever: an audit entry carries it, so that what was appended before a crash is found again. */
    String id() {
        return key.row().substring(Rows.OUTGOING.length());
    }

    public boolean isMessage() {
        return outgoing.message() != null;
    }

    public boolean isEntry() {
        return outgoing.entry() != null;
    }
}
