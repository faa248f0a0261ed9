package dev.driftwarden.ledger;

import dev.driftwarden.store.RecordKey;

/** Something outgoing that is still stored. */
public record Posted(RecordKey key, Outgoing outgoing) {}
