package dev.driftwarden.store;

/**
 * The last link of an audit chain at some time. Noted elsewhere (a log, a ticket, a sheet of paper) it lets anyone prove later that
 * nothing up to it was rewritten: who can write to the storage could otherwise forge a whole new chain.
 *
 * @param sequence of the link; 0 for an empty chain
 * @param hash of the link; 64 zeros for an empty chain
 */
public record AuditHead(long sequence, String hash) {
    static final AuditHead EMPTY = new AuditHead(0, AuditEntry.NO_HASH);
}
