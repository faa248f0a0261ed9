package dev.driftwarden.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.plan.PlanHash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hashes of records for the audit trail: with them a record that was changed behind the bot's back no longer fits what the trail
 * says of it.
 */
final class Seals {
    /** Detail that carries the finding's revision: of two entries about a record the later revision counts. */
    static final String REVISION = "revision";

    /** Before the name of a record in the details of an entry. */
    static final String PREFIX = "sha256 ";

    /** The finding's hash before this entry, for readers; nothing is checked against it. */
    static final String BEFORE = "sha256 before";

    private static final String AUTOMATIC = "recorded";

    /** What moves without anything having happened. */
    private static final List<String> PASSING = List.of("revision", "lastSeenAt");

    private final Codec codec;

    Seals(Codec codec) {
        this.codec = codec;
    }

    /** Has the commit's audit entry say what it stores; a change that has no entry gets one. */
    void seal(Commit commit) {
        Map<String, String> hashes = new TreeMap<>();
        String after = ofFinding(codec.tree(commit.after));
        String before = commit.before == null ? "" : ofFinding(codec.tree(commit.before.value()));
        commit.plans.forEach(plan -> hashes.put(PREFIX + "p|" + plan.id(), of(codec.tree(plan))));
        commit.newApprovals.forEach(asked -> hashes.put(PREFIX + "a|" + asked.planId(), of(codec.tree(asked))));
        commit.approvalChanges.forEach(
                change -> hashes.put(PREFIX + "a|" + change.after().planId(), of(codec.tree(change.after()))));
        commit.writes.forEach(write -> hashes.put(PREFIX + "w|" + write.planId(), of(codec.tree(write))));
        commit.undos.forEach(undo -> hashes.put(PREFIX + "u|" + undo.planId(), of(codec.tree(undo))));
        FindingId id = commit.after.id();
        commit.holds.forEach(hold -> hashes.put(held(id), of(codec.tree(hold))));
        commit.tickets.forEach(
                ticket -> hashes.put(PREFIX + "k|" + id + "|" + commit.after.round(), of(codec.tree(ticket))));
        if (hashes.isEmpty() && after.equals(before) && commit.audited().isEmpty()) {
            return;
        }
        Finding finding = commit.after;
        hashes.put(PREFIX + "f|" + finding.id(), after);
        hashes.put(REVISION, String.valueOf(finding.revision()));
        if (!before.isEmpty()) {
            hashes.put(BEFORE, before);
        }
        if (commit.audited().isEmpty()) {
            commit.audit(AUTOMATIC, "driftwarden", finding.id().value(), Map.of());
        }
        commit.enrich(hashes, finding.state().toString());
    }

    /** The details of an entry about a hold that is stored without its finding. */
    Map<String, String> of(Hold hold, int revision) {
        return Map.of(held(hold.findingId()), of(codec.tree(hold)), REVISION, String.valueOf(revision));
    }

    private static String held(FindingId id) {
        return PREFIX + Rows.FINDING + id + Rows.HOLD;
    }

    /**
     * The hash of a stored record by the beginning of its row; of a finding without what moves when nothing happens.
     *
     * @param stored a tree of the caller's own, which loses what is not hashed
     */
    static String of(String row, JsonNode stored) {
        return row.startsWith("f|") ? ofFinding(stored) : of(stored);
    }

    private static String ofFinding(JsonNode finding) {
        return of(((ObjectNode) finding).without(PASSING));
    }

    private static String of(JsonNode tree) {
        return PlanHash.ofJson(((ObjectNode) tree).without("v"));
    }
}
