package dev.driftwarden.ledger;

/**
 * A value as it was read, with what is needed to replace it only if nobody else has.
 *
 * @param etag of the stored record
 */
public record Held<T>(T value, String etag) {}
