package dev.driftwarden.store;

/**
 * A record as it was read.
 *
 * @param json the value, a JSON text of at most 500,000 characters (larger bodies go to {@link Bodies})
 * @param etag changes with every write; opaque
 */
public record StoredRecord(RecordKey key, String json, String etag) {}
