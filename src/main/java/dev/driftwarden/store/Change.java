package dev.driftwarden.store;

import org.jspecify.annotations.Nullable;

/** One write to a record. */
public sealed interface Change {
    RecordKey key();

    /** Fails with {@link StoreOutcome#EXISTS} when there is one. */
    record Insert(RecordKey key, String json) implements Change {}

    /** Fails with {@link StoreOutcome#STALE} when the record is no longer the one that was read, {@link StoreOutcome#MISSING} when gone. */
    record Replace(RecordKey key, String json, String etag) implements Change {}

    /** Inserts or replaces, whatever is there. For derived records only (index rows, markers that carry no decision). */
    record Put(RecordKey key, String json) implements Change {}

    /** Fails with {@link StoreOutcome#STALE} when an etag is given and differs; an absent record is {@link StoreOutcome#MISSING}. */
    record Delete(RecordKey key, @Nullable String etag) implements Change {}
}
