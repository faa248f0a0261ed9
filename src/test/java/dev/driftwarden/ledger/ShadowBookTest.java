package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.ShadowBook.Tally;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.h2.H2Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShadowBookTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final Store store = H2Store.memory(Clock.systemUTC());
    private final ShadowBook book = new ShadowBook(store.records(), new Codec());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void countsEachPlanOnceWhoeverNotesAtOnce() {
        IntStream.range(0, 200).parallel().forEach(number -> {
            book.note(entry("storage.https-only", number, Mode.AUTO, NOW));
            book.note(entry("storage.https-only", number, Mode.AUTO, NOW.plusSeconds(1)));
        });
        assertThat(book.tallies(NOW)).isEqualTo(Map.of("storage.https-only", new Tally(200, 0)));
        assertThat(book.list("storage.https-only", null, 1000).items()).hasSize(200);
    }

    @Test
    void keepsTheCountsOfRulesApartWhoseNamesBeginAlike() {
        IntStream.range(0, 50).forEach(number -> {
            book.note(entry("storage.tls", number, Mode.AUTO, NOW));
            book.note(entry("storage.tls-2", 100 + number, Mode.APPROVE, NOW));
        });
        Map<String, Tally> counted = Map.of("storage.tls", new Tally(50, 0), "storage.tls-2", new Tally(0, 50));
        assertThat(book.tallies(NOW)).isEqualTo(counted);
        book.sumUp();
        assertThat(book.tallies(NOW)).isEqualTo(counted);
        assertThat(store.records().page("shadow", "main", "d|", null, 1000).items())
                .hasSize(2);
    }

    @Test
    void forgetsWhatIsOld() {
        book.note(entry("storage.tls", 1, Mode.AUTO, NOW.minus(Duration.ofDays(40))));
        book.note(entry("storage.tls", 2, Mode.AUTO, NOW));
        book.forgetBefore(NOW.minus(Duration.ofDays(30)));
        assertThat(book.tallies(Instant.EPOCH)).isEqualTo(Map.of("storage.tls", new Tally(1, 0)));
        assertThat(book.list("storage.tls", null, 10).items()).hasSize(1);
    }

    private static ShadowEntry entry(String rule, int number, Mode would, Instant at) {
        ResourceId resource = ResourceId.parse("/subscriptions/00000000-0000-0000-0000-000000000001"
                + "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st" + number);
        FindingId id = FindingId.of(resource, rule);
        return new ShadowEntry(id + "-1-000000000000", id, rule, resource, would, Mode.OBSERVE, at);
    }
}
