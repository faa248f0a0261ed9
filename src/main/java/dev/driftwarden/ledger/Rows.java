package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.TimelineEntry;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where the records of a finding lie, and which records a commit writes. */
final class Rows {
    static final String TABLE = "findings";
    static final String FINDING = "f|";
    static final String INBOX = "i|inbox|";
    static final String TICKETS = "i|tickets|";
    static final String PROGRESS = "i|progress|";
    static final String OUTGOING = "o|";
    static final String SHADOW = "x|";
    static final String RESOURCE = "r|";
    static final String HOLD = "|hold";
    private static final int PARTITIONS = 16;
    private static final long LATEST = 9_999_999_999_999L;

    /** Later than any real time, and still four digits of year. */
    static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final Codec codec;

    Rows(Codec codec) {
        this.codec = codec;
    }

    List<String> partitions() {
        return IntStream.range(0, PARTITIONS).mapToObj(Integer::toHexString).toList();
    }

    String partition(String resourceHash) {
        return resourceHash.substring(0, 1);
    }

    RecordKey finding(FindingId id) {
        return key(id, FINDING + id);
    }

    String findingPrefix(String resourceHash) {
        return FINDING + resourceHash + "-";
    }

    String timelinePrefix(FindingId id) {
        return "t|" + id + "|";
    }

    /** Is there when anything about the resource is: most have nothing, and a row is read sooner than a range. */
    RecordKey resource(String resourceHash) {
        return new RecordKey(TABLE, partition(resourceHash), RESOURCE + resourceHash);
    }

    Change known(FindingId id) {
        return new Change.Put(resource(id.resourceHash()), codec.write(new Something(id.resourceHash())));
    }

    /** That there is something about a resource. */
    record Something(String resource) {}

    RecordKey ticket(FindingId id, int round) {
        return key(id, "k|" + id + "|" + round);
    }

    /** Beside its finding, so that one read finds both. */
    RecordKey hold(FindingId id) {
        return key(id, FINDING + id + HOLD);
    }

    static boolean isHold(RecordKey key) {
        return key.row().endsWith(HOLD);
    }

    /** The finding that a hold is about. */
    static String held(RecordKey hold) {
        return hold.row().substring(FINDING.length(), hold.row().length() - HOLD.length());
    }

    Optional<RecordKey> plan(String planId) {
        return ofPlan("p|", planId);
    }

    Optional<RecordKey> approval(String planId) {
        return ofPlan("a|", planId);
    }

    Optional<RecordKey> write(String planId) {
        return ofPlan("w|", planId);
    }

    Optional<RecordKey> undo(String planId) {
        return ofPlan("u|", planId);
    }

    private Optional<RecordKey> ofPlan(String prefix, String planId) {
        return findingOf(planId).map(id -> key(id, prefix + planId));
    }

    /** A plan's id begins with its finding's. */
    static Optional<FindingId> findingOf(String planId) {
        return planId.length() < 30 || planId.length() > 80
                ? Optional.empty()
                : FindingId.tryParse(planId.substring(0, 29));
    }

    String listPrefix(boolean open) {
        return Shelf.all(open, Shelf.By.TIME).prefix();
    }

    /** What a row of a list is about: the last part of its key. */
    static String named(RecordKey row) {
        return row.row().substring(row.row().lastIndexOf('|') + 1);
    }

    private RecordKey key(FindingId id, String row) {
        return new RecordKey(TABLE, partition(id.resourceHash()), row);
    }

    /** In the order of writing: the finding first, so that its staleness is what is reported. */
    List<Change> changes(Commit commit, CountBook counts) {
        Finding after = commit.after;
        FindingId id = after.id();
        List<Change> changes = new ArrayList<>();
        changes.add(save(finding(id), after, commit.before == null ? null : commit.before.etag()));
        if (commit.before == null) {
            changes.add(known(id));
        }
        Finding before = commit.before == null ? null : commit.before.value();
        index(before, after, changes);
        changes.addAll(counts.moved(partition(id.resourceHash()), before, after, commit.shadow));
        Optional.ofNullable(commit.shadow)
                .ifPresent(entry -> changes.add(new Change.Put(shadow(entry), codec.write(entry))));
        if (!commit.entries.isEmpty()) {
            // Not an insert: a finding made anew after its record was damaged counts its revisions anew.
            changes.add(new Change.Put(timelineRow(id, after), codec.write(new Chapter(commit.entries))));
        }
        for (Plan plan : commit.plans) {
            changes.add(new Change.Put(plan(plan.id()).orElseThrow(), codec.write(plan)));
        }
        approvals(commit, changes);
        commit.tickets.forEach(ticket -> ticket(after, ticket, changes));
        commit.writes.forEach(
                write -> changes.add(new Change.Put(write(write.planId()).orElseThrow(), codec.write(write))));
        commit.undos.forEach(
                undo -> changes.add(new Change.Put(undo(undo.planId()).orElseThrow(), codec.write(undo))));
        commit.holds.forEach(hold -> changes.add(new Change.Put(hold(id), codec.write(hold))));
        posted(commit).forEach(posted -> changes.add(new Change.Put(posted.key(), codec.write(posted.outgoing()))));
        return changes;
    }

    /** Where a commit stores what it has to send. */
    List<Posted> posted(Commit commit) {
        FindingId id = commit.after.id();
        return IntStream.range(0, commit.outgoing.size())
                .mapToObj(number -> new Posted(
                        key(id, "%s%s|%08d|%02d".formatted(OUTGOING, id, commit.after.revision(), number)),
                        commit.outgoing.get(number)))
                .toList();
    }

    private RecordKey shadow(ShadowEntry entry) {
        return key(entry.findingId(), SHADOW + entry.rule() + "|" + newestFirst(entry.at()) + "|" + entry.planId());
    }

    private RecordKey timelineRow(FindingId id, Finding after) {
        return key(id, "%s%08d".formatted(timelinePrefix(id), after.revision()));
    }

    /** What one commit adds to the story of a finding. */
    record Chapter(List<TimelineEntry> entries) {
        Chapter {
            entries = List.copyOf(entries);
        }
    }

    private void index(@Nullable Finding before, Finding after, List<Change> changes) {
        List<RecordKey> old = before == null ? List.of() : listed(before);
        List<RecordKey> now = listed(after);
        old.stream().filter(row -> !now.contains(row)).forEach(row -> changes.add(new Change.Delete(row, null)));
        String summary = codec.write(FindingSummary.of(after));
        if (before == null || !old.equals(now) || !summary.equals(codec.write(FindingSummary.of(before)))) {
            now.forEach(row -> changes.add(new Change.Put(row, summary)));
        }
    }

    private List<RecordKey> listed(Finding finding) {
        List<RecordKey> rows = new ArrayList<>();
        boolean open = finding.state().isOpen();
        Instant at = open || finding.closedAt() == null ? finding.openedAt() : finding.closedAt();
        FindingSummary summary = FindingSummary.of(finding);
        for (Shelf.By by : Shelf.By.values()) {
            rows.add(key(finding.id(), Shelf.row(summary, by, newestFirst(at))));
        }
        if (finding.state().inProgress()) {
            rows.add(key(finding.id(), PROGRESS + oldestFirst(finding.lastSeenAt()) + "|" + finding.id()));
        }
        return rows;
    }

    private void approvals(Commit commit, List<Change> changes) {
        for (Approval approval : commit.newApprovals) {
            changes.add(new Change.Put(approval(approval.planId()).orElseThrow(), codec.write(approval)));
            changes.add(new Change.Put(inboxRow(approval), codec.write(approval)));
        }
        for (Commit.ApprovalChange change : commit.approvalChanges) {
            RecordKey row = approval(change.after().planId()).orElseThrow();
            changes.add(new Change.Replace(
                    row, codec.write(change.after()), change.before().etag()));
            changes.add(
                    change.after().state() == Approval.State.PENDING
                            ? new Change.Put(inboxRow(change.after()), codec.write(change.after()))
                            : new Change.Delete(inboxRow(change.after()), null));
        }
    }

    /** What a damaged finding leaves in the lists. */
    static boolean lists(RecordKey row, FindingId id) {
        return row.row().startsWith("i|") && row.row().contains("|" + id);
    }

    private RecordKey inboxRow(Approval approval) {
        return key(approval.findingId(), INBOX + oldestFirst(approval.askedAt()) + "|" + approval.planId());
    }

    private void ticket(Finding finding, Ticket ticket, List<Change> changes) {
        changes.add(new Change.Put(ticket(finding.id(), finding.round()), codec.write(ticket)));
        RecordKey listed = key(finding.id(), TICKETS + newestFirst(ticket.openedAt()) + "|" + ticket.id());
        changes.add(
                ticket.closedAt() == null
                        ? new Change.Put(listed, codec.write(ticket))
                        : new Change.Delete(listed, null));
    }

    private Change save(RecordKey key, Object value, @Nullable String etag) {
        return etag == null
                ? new Change.Insert(key, codec.write(value))
                : new Change.Replace(key, codec.write(value), etag);
    }

    static String newestFirst(Instant at) {
        return "%013d".formatted(LATEST - at.toEpochMilli());
    }

    private static String oldestFirst(Instant at) {
        return "%013d".formatted(at.toEpochMilli());
    }
}
