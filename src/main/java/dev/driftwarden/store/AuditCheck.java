package dev.driftwarden.store;

/** What verifying an audit chain came to. */
public sealed interface AuditCheck {

    /** Every link is there, in order and unchanged. */
    record Intact(AuditHead head) implements AuditCheck {}

    /**
     * It was tampered with.
     *
     * @param sequence the first link that is not as it was written
     * @param reason what is wrong, one sentence
     */
    record Broken(long sequence, String reason) implements AuditCheck {}
}
