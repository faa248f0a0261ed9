package dev.driftwarden.store;

import java.time.Instant;

/**
 * The right to be the only one who works on something, until it runs out.
 *
 * @param key of the record that stands for it
 * @param holder who has it, for people to read
 * @param token tells this taking of the lease from every other
 * @param until when it runs out unless renewed
 */
public record Lease(RecordKey key, String holder, String token, Instant until) {}
