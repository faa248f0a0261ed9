package dev.driftwarden.store;

/**
 * A record as it was read.
 *
 * @param json the value, a JSON text of at most 500,000 characters (larger bodies go to {@link Bodies}); a row that others damaged
 *     comes as it is, so expect any text
 * @param etag changes with every write and never comes back, not even when the record is deleted and made anew; opaque
 */
public record StoredRecord(RecordKey key, String json, String etag) {}
