package dev.driftwarden.ledger;

import java.util.List;

/**
 * What checking the audit trail and the records against it came to.
 *
 * @param intact whether nothing was found
 * @param sequence the last link that was read
 * @param hash of that link; noted elsewhere it lets anyone prove later that nothing before it was rewritten
 * @param checked records compared with what the trail says of them
 * @param unsealed records of which the trail says nothing: written by an earlier version
 * @param problems what does not fit, one sentence each, the first 200
 */
public record AuditReport(
        boolean intact, long sequence, String hash, long checked, long unsealed, List<String> problems) {
    public AuditReport {
        problems = List.copyOf(problems);
    }
}
