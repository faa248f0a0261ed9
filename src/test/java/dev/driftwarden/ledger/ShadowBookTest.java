package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.h2.H2Store;
import dev.driftwarden.testing.OpenFinding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What rules would have done. */
class ShadowBookTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    private final Store store = H2Store.memory(Clock.systemUTC());
    private final Codec codec = new Codec();
    private final FindingBook findings = new FindingBook(
            store.records(), codec, new Rejections(store.records(), store.bodies(), codec, Clock.systemUTC()));
    private final ShadowBook book = new ShadowBook(store.records(), codec, findings);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void countsAndListsWhateverManyCommitAtOnce() {
        IntStream.range(0, 200).parallel().forEach(number -> note("storage.https-only", number, Mode.AUTO, NOW));
        assertThat(book.tallies(MONTH, NOW)).isEqualTo(Map.of("storage.https-only", new ShadowTally(200, 0)));
        assertThat(book.list("storage.https-only", null, 1000).items()).hasSize(200);
    }

    @Test
    void keepsTheCountsOfRulesApartWhoseNamesBeginAlike() {
        IntStream.range(0, 50).forEach(number -> {
            note("storage.tls", number, Mode.AUTO, NOW);
            note("storage.tls-2", 100 + number, Mode.APPROVE, NOW);
        });
        Map<String, ShadowTally> counted =
                Map.of("storage.tls", new ShadowTally(50, 0), "storage.tls-2", new ShadowTally(0, 50));
        assertThat(book.tallies(MONTH, NOW)).isEqualTo(counted);
        findings.sumUpCounts();
        assertThat(book.tallies(MONTH, NOW)).isEqualTo(counted);
        assertThat(book.list("storage.tls", null, 1000).items()).hasSize(50);
    }

    @Test
    void listsPageByPageNewestFirst() {
        IntStream.range(0, 25).forEach(number -> note("storage.tls", number, Mode.AUTO, NOW.minusSeconds(number)));
        var first = book.list("storage.tls", null, 10);
        var second = book.list("storage.tls", first.cursor(), 10);
        var third = book.list("storage.tls", second.cursor(), 10);
        assertThat(first.items()).first().extracting(ShadowEntry::at).isEqualTo(NOW);
        assertThat(second.items()).first().extracting(ShadowEntry::at).isEqualTo(NOW.minusSeconds(10));
        assertThat(third.items()).hasSize(5);
        assertThat(third.cursor()).isNull();
    }

    @Test
    void countsTheDaysOfItsWindowOnly() {
        Instant yesterday = NOW.minus(Duration.ofDays(1));
        note("storage.tls", 1, Mode.AUTO, yesterday);
        findings.trend().note(yesterday);
        note("storage.tls", 2, Mode.AUTO, NOW);
        assertThat(book.tallies(MONTH, NOW)).isEqualTo(Map.of("storage.tls", new ShadowTally(2, 0)));
        assertThat(book.tallies(Duration.ofDays(1), NOW)).isEqualTo(Map.of("storage.tls", new ShadowTally(1, 0)));
    }

    @Test
    void forgetsWhatIsOld() {
        note("storage.tls", 1, Mode.AUTO, NOW.minus(Duration.ofDays(40)));
        note("storage.tls", 2, Mode.AUTO, NOW);
        book.forgetBefore(NOW.minus(MONTH));
        assertThat(book.list("storage.tls", null, 10).items()).hasSize(1);
    }

    private void note(String rule, int number, Mode would, Instant at) {
        ResourceId resource = ResourceId.parse("/subscriptions/00000000-0000-0000-0000-000000000001"
                + "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st" + number);
        Finding finding = OpenFinding.of(resource, rule, at);
        FindingId id = finding.id();
        ShadowEntry entry = new ShadowEntry(id + "-1-000000000000", id, rule, resource, would, Mode.OBSERVE, at);
        assertThat(findings.commit(Commit.first(finding).shadow(entry))).isTrue();
    }
}
