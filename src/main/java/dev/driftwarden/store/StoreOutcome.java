package dev.driftwarden.store;

/** What a write came to. Faults of the storage itself are a {@link StoreException}. */
public enum StoreOutcome {
    OK,
    EXISTS,
    STALE,
    MISSING
}
