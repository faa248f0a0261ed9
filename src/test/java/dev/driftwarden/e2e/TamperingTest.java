package dev.driftwarden.e2e;

import static dev.driftwarden.e2e.BotRun.DOCS;
import static dev.driftwarden.e2e.BotRun.OLIVIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.app.Wiring;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.AuditBook;
import dev.driftwarden.ledger.AuditReport;
import dev.driftwarden.ledger.AuditSearch;
import dev.driftwarden.ledger.AuditSearch.Line;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.store.AuditHead;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.StoredRecord;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever changes what the bot has stored is found out. */
class TamperingTest {
    private static final String RULE = "storage.https-only";
    private static final String TICKETED = "storage.min-tls";

    private BotRun run;
    private AuditBook audit;
    private Finding finding;
    private Plan plan;

    /** A fix that was asked about, approved, written, verified and undone. */
    @BeforeEach
    void story() {
        run = new BotRun()
                .policy("modes: [ { rules: \"*\", mode: approve }, { rules: " + TICKETED + ", mode: ticket } ]");
        run.send(
                "PATCH",
                DOCS,
                "2023-05-01",
                "{\"properties\":{\"supportsHttpsTrafficOnly\":false,\"minimumTlsVersion\":\"TLS1_0\"}}");
        run.settle();
        plan = run.plan(run.finding(DOCS, RULE).orElseThrow());
        run.approve(DOCS, RULE, OLIVIA);
        run.settle();
        finding = run.finding(DOCS, RULE).orElseThrow();
        run.undo().undo(finding.id(), OLIVIA, "old clients", Duration.ofDays(1));
        run.settle(Duration.ofMinutes(7));
        audit = Wiring.audit(run.store, run.desk);
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private StoredRecord record(String kind) {
        String partition = finding.id().resourceHash().substring(0, 1);
        String about = switch (kind) {
            case "f|" -> finding.id().value();
            case "hold" -> finding.id() + "|hold";
            case "k|" -> FindingId.of(DOCS, TICKETED) + "|1";
            default -> plan.id();
        };
        return run.store
                .records()
                .get(new RecordKey("findings", partition, (kind.equals("hold") ? "f|" : kind) + about))
                .orElseThrow();
    }

    @Test
    void findsNothingWrongWhereNothingIs() {
        AuditReport report = audit.verify(null);
        assertThat(report.problems()).isEmpty();
        assertThat(report.intact()).isTrue();
        assertThat(report.checked()).isGreaterThan(4);
        assertThat(report.unsealed()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            f|; "severity":"high"        ; "severity":"low"                ; The finding
            f|; ada.example@             ; olivia.oncall@                  ; The finding
            p|; "supportsHttpsTrafficOnly":true ; "supportsHttpsTrafficOnly":false ; The plan
            a|; Olivia Oncall            ; Vera Example                    ; The approval
            w|; "attempts":1             ; "attempts":2                    ; The write
            u|; old clients              ; nothing                         ; The undo
            hold; old clients              ; nothing                         ; The hold
            k|; "severity":"             ; "severity":"was                 ; The ticket
            """)
    void findsARecordThatWasChanged(String kind, String was, String becomes, String named) {
        StoredRecord record = record(kind);
        assertThat(record.json()).contains(was);
        run.store.records().write(new Change.Put(record.key(), record.json().replace(was, becomes)));
        assertThat(audit.verify(null).problems()).singleElement().asString().startsWith(named);
        run.store.records().write(new Change.Put(record.key(), record.json()));
        assertThat(audit.verify(null).intact()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "f|, The finding",
        "p|, The plan",
        "a|, The approval",
        "w|, The write",
        "hold, The hold",
        "k|, The ticket"
    })
    void findsARecordThatWasRemoved(String kind, String named) {
        run.store.records().write(new Change.Delete(record(kind).key(), null));
        assertThat(audit.verify(null).problems())
                .singleElement()
                .asString()
                .startsWith(named)
                .contains("missing");
    }

    @Test
    void findsAStateBeforeThatWasReplaced() {
        String path = plan.beforeBodies().get(0);
        String text = run.store.bodies().get(path).orElseThrow();
        run.store.bodies().delete(path);
        assertThat(audit.verify(null).intact()).as("forgotten after its time").isTrue();
        run.store.bodies().put(path, text.replace("false", "true"));
        assertThat(audit.verify(null).problems()).singleElement().asString().startsWith("State before");
    }

    @Test
    void findsAnEntryThatWasChangedAndATrailThatWasCutOff() {
        AuditReport whole = audit.verify(null);
        AuditHead noted = new AuditHead(whole.sequence(), whole.hash());
        assertThat(audit.verify(noted).intact()).isTrue();
        long changed = audit.oldestFirst(AuditSearch.ALL, null, 1000).items().stream()
                .filter(line -> line.sequence() > 1 && line.who().equals("driftwarden"))
                .findFirst()
                .orElseThrow()
                .sequence();
        RecordKey row = new RecordKey("audit", "main", "e%016d".formatted(changed));
        StoredRecord entry = run.store.records().get(row).orElseThrow();
        run.store.records().write(new Change.Put(row, entry.json().replace("driftwarden", "somebody")));
        assertThat(audit.verify(null).sequence()).isEqualTo(changed);
        run.store.records().write(new Change.Put(row, entry.json()));
        assertThat(audit.verify(new AuditHead(whole.sequence() + 1, whole.hash()))
                        .intact())
                .isFalse();
    }

    @Test
    void isSearchedFromEitherEndPageByPage() {
        List<Line> all = audit.oldestFirst(AuditSearch.ALL, null, 1000).items();
        TreeSet<Long> seen = new TreeSet<>();
        String cursor = null;
        do {
            var page = audit.newestFirst(AuditSearch.ALL, cursor, 3);
            page.items().forEach(line -> assertThat(seen.add(line.sequence())).isTrue());
            cursor = page.cursor();
        } while (cursor != null);
        assertThat(seen).hasSize(all.size()).contains(1L);
        AuditSearch approved = new AuditSearch("approved", plan.findingId(), "olivia", null, run.clock.instant());
        assertThat(audit.newestFirst(approved, null, 10).items())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.details()).containsKeys("hash", "sha256 before", "sha256 a|" + plan.id());
                    assertThat(line.who()).startsWith("Olivia");
                });
    }
}
