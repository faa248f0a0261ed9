package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.TimelineEntry;
import dev.driftwarden.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one finding that has to become true together. Collect, then give it to
 * {@link FindingBook#commit}.
 */
public final class Commit {
    final @Nullable Held<Finding> before;
    Finding after;
    final List<TimelineEntry> entries = new ArrayList<>();
    final List<Plan> plans = new ArrayList<>();
    final List<Approval> newApprovals = new ArrayList<>();
    final List<ApprovalChange> approvalChanges = new ArrayList<>();
    final List<Ticket> tickets = new ArrayList<>();
    final List<Write> writes = new ArrayList<>();
    final List<Hold> holds = new ArrayList<>();
    final List<Undoing> undos = new ArrayList<>();
    final List<Outgoing> outgoing = new ArrayList<>();
    Instant at = Instant.EPOCH;
    long trail;
    String mark = "";

    @Nullable
    ShadowEntry shadow;

    /** An approval as it is to become, if it is still as it was read. */
    record ApprovalChange(Held<Approval> before, Approval after) {}

    private Commit(@Nullable Held<Finding> before, Finding after) {
        this.before = before;
        this.after = after;
    }

    /** A finding that is not stored yet. */
    public static Commit first(Finding finding) {
        return new Commit(null, finding);
    }

    /** A new form of a stored finding. */
    public static Commit change(Held<Finding> before, Finding after) {
        return new Commit(before, after);
    }

    public Finding finding() {
        return after;
    }

    public Commit finding(Finding changed) {
        after = changed;
        return this;
    }

    public Commit entry(TimelineEntry entry) {
        entries.add(entry);
        return this;
    }

    public Commit plan(Plan plan) {
        plans.add(plan);
        return this;
    }

    public Commit ask(Approval approval) {
        newApprovals.add(approval);
        return this;
    }

    public Commit answer(Held<Approval> read, Approval answered) {
        approvalChanges.add(new ApprovalChange(read, answered));
        return this;
    }

    /** Stores a ticket, replacing the one of the same round. */
    public Commit ticket(Ticket ticket) {
        tickets.add(ticket);
        return this;
    }

    /** Whether it opens, changes or closes a ticket. */
    public boolean touchesTicket() {
        return !tickets.isEmpty();
    }

    public Commit write(Write write) {
        writes.add(write);
        return this;
    }

    public Commit hold(Hold hold) {
        holds.add(hold);
        return this;
    }

    public Commit undo(Undoing undoing) {
        undos.add(undoing);
        return this;
    }

    /** Notes what would have been written had the mode let it. */
    public Commit shadow(ShadowEntry entry) {
        shadow = entry;
        return this;
    }

    /** Sends a message once the commit is stored. */
    public Commit send(String queue, String body, Instant due) {
        outgoing.add(Outgoing.message(queue, body, due));
        return this;
    }

    /**
     * To be said just before it is stored.
     *
     * @param trailLength how many entries the audit trail has at least
     * @param ownMark tells it from any other commit, also of a finding that was made anew and counts its revisions anew
     */
    public Commit storing(Instant now, long trailLength, String ownMark) {
        at = now;
        trail = trailLength;
        mark = ownMark;
        return this;
    }

    /** The audit entries of the commit. */
    List<Outgoing> audited() {
        return outgoing.stream().filter(one -> one.entry() != null).toList();
    }

    /** Adds facts to the last audit entry; the state is said unless the entry says one. */
    void enrich(Map<String, String> facts, String state) {
        for (int i = outgoing.size() - 1; i >= 0; i--) {
            Outgoing.Entry entry = outgoing.get(i).entry();
            if (entry != null) {
                Map<String, String> details = new TreeMap<>(facts);
                details.put("state", state);
                details.putAll(entry.details());
                outgoing.set(i, Outgoing.entry(entry.kind(), entry.who(), entry.subject(), details));
                return;
            }
        }
    }

    /** Adds an entry to the audit trail once the commit is stored: what is not stored did not happen. */
    public Commit audit(String kind, String who, String subject, Map<String, String> details) {
        outgoing.add(Outgoing.entry(kind, who, subject, details));
        return this;
    }
}
