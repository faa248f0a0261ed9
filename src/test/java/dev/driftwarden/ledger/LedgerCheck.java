package dev.driftwarden.ledger;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.store.AuditChain;
import dev.driftwarden.store.AuditEntry;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.StoredRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks a ledger at rest: every list, count and open question is what the findings say, and the audit chain is whole. */
public final class LedgerCheck {
    private final Records records;
    private final Codec codec = new Codec();
    private final List<String> problems = new ArrayList<>();
    private final List<StoredRecord> rows = new ArrayList<>();

    private final FindingBook book;

    private LedgerCheck(Store store, Clock clock) {
        this.records = store.records();
        this.book = new FindingBook(records, codec, new Rejections(records, store.bodies(), codec, clock));
    }

    /** What does not fit together; empty when all does. */
    public static List<String> problems(Store store, Clock clock) {
        LedgerCheck check = new LedgerCheck(store, clock);
        check.run();
        check.audited(store, new AuditChain(store.records(), clock, "audit", "main"));
        return check.problems;
    }

    /** Every change is in the trail, and once; the row that it was sent from may still be there. */
    private void audited(Store store, AuditChain chain) {
        AuditReport report = new AuditBook(chain, store.records(), store.bodies(), codec).verify(null);
        problems.addAll(report.problems());
        if (report.unsealed() > 0) {
            problems.add("not sent: the audit trail does not know of " + report.unsealed() + " records");
        }
        Set<String> ids = new HashSet<>();
        List<AuditEntry> links = chain.after(0, 1000);
        while (!links.isEmpty()) {
            for (AuditEntry link : links) {
                String id = codec.read(link.entry(), ChainedAudit.Entry.class).id();
                if (id != null && !ids.add(id)) {
                    problems.add("twice in the audit trail: " + link.entry());
                }
            }
            links = chain.after(links.get(links.size() - 1).sequence(), 1000);
        }
        of("o|").stream()
                .map(row -> new Posted(row.key(), codec.read(row.json(), Outgoing.class)))
                .filter(posted -> posted.isMessage() || !ids.contains(posted.id()))
                .forEach(posted -> problems.add("not sent: " + posted));
    }

    private void run() {
        for (int i = 0; i < 16; i++) {
            rows.addAll(all(Rows.TABLE, Integer.toHexString(i)));
            all("markers", Integer.toHexString(i)).forEach(marker -> problems.add("marker left: " + marker.json()));
        }
        Map<String, Finding> findings = new TreeMap<>();
        of("f|").stream().filter(row -> !Rows.isHold(row.key())).forEach(row -> {
            Finding finding = codec.read(row.json(), Finding.class);
            findings.put(finding.id().value(), finding);
        });
        findings.values().forEach(this::lists);
        findings.values().forEach(this::hanging);
        expect(
                "rows of lists",
                findings.size(),
                of("i|open|").size() + of("i|closed|").size());
        counts(findings);
    }

    private void lists(Finding finding) {
        String id = finding.id().value();
        boolean open = finding.state().isOpen();
        expect(id + " in the open list", open ? 1 : 0, ending("i|open|", id));
        expect(id + " in the closed list", open ? 0 : 1, ending("i|closed|", id));
        for (Shelf.By by : Shelf.By.values()) {
            String row = Shelf.row(FindingSummary.of(finding), by, "");
            String shelf = row.substring(0, row.indexOf('|', 2) + 1);
            expect(id + " on shelf " + shelf, 1, ending(shelf, id));
        }
        expect(id + " in progress", finding.state().inProgress() ? 1 : 0, ending(Rows.PROGRESS, id));
        of(open ? "i|open|" : "i|closed|").stream()
                .filter(row -> row.key().row().endsWith("|" + id))
                .map(row -> codec.read(row.json(), FindingSummary.class))
                .filter(summary -> summary.state() != finding.state())
                .forEach(summary -> problems.add(id + " is listed as " + summary.state()));
    }

    private void hanging(Finding finding) {
        String id = finding.id().value();
        boolean asks = finding.state() == FindingState.AWAITING_APPROVAL;
        List<Approval> pending = of("a|" + id).stream()
                .map(row -> codec.read(row.json(), Approval.class))
                .filter(asked -> asked.state() == Approval.State.PENDING)
                .toList();
        expect(id + " pending approvals", asks ? 1 : 0, pending.size());
        expect(id + " in the inbox", asks ? 1 : 0, containing(Rows.INBOX, id));
        pending.stream()
                .filter(asked -> !asked.planId().equals(finding.planId()))
                .forEach(asked -> problems.add(id + " asks about another plan than its own"));
        boolean ticketed = finding.state() == FindingState.TICKETED || finding.state() == FindingState.FAILED;
        List<Ticket> tickets = of("k|" + id).stream()
                .map(row -> codec.read(row.json(), Ticket.class))
                .filter(ticket -> ticket.closedAt() == null)
                .toList();
        expect(id + " (" + finding.state() + ") open tickets", ticketed ? 1 : 0, tickets.size());
        expect(id + " in the ticket list", ticketed ? 1 : 0, containing(Rows.TICKETS, id));
    }

    private void counts(Map<String, Finding> findings) {
        Map<String, Long> expected = new TreeMap<>();
        findings.values()
                .forEach(f -> expected.merge(f.state() + "/" + f.severity() + "/" + f.service(), 1L, Long::sum));
        Map<String, Long> counted = new TreeMap<>(book.counts());
        if (!expected.equals(counted)) {
            problems.add("counted " + counted + " instead of " + expected);
        }
    }

    private int ending(String prefix, String id) {
        return (int) of(prefix).stream()
                .filter(row -> row.key().row().endsWith("|" + id))
                .count();
    }

    private int containing(String prefix, String id) {
        return (int) of(prefix).stream()
                .filter(row -> row.key().row().contains("|" + id))
                .count();
    }

    private void expect(String what, int wanted, int found) {
        if (wanted != found) {
            problems.add(what + ": " + found + " instead of " + wanted);
        }
    }

    private List<StoredRecord> of(String prefix) {
        return rows.stream().filter(row -> row.key().row().startsWith(prefix)).toList();
    }

    private List<StoredRecord> all(String table, String partition) {
        List<StoredRecord> found = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            var page = records.page(table, partition, "", cursor, 1000);
            found.addAll(page.items());
            cursor = page.cursor();
        } while (cursor != null);
        return found;
    }
}
