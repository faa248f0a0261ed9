package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.h2.H2Store;
import dev.driftwarden.testing.MutableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searching never skips a finding and never shows one twice. */
class FindingSearchTest {
    private static final Instant NOON = Instant.parse("2026-10-01T12:00:00Z");
    private static final int ALL = 1_200;

    private H2Store store;
    private FindingBook book;

    @BeforeEach
    void open() {
        store = H2Store.memory(MutableClock.atNoon());
        Codec codec = new Codec();
        book = new FindingBook(
                store.records(), codec, new Rejections(store.records(), store.bodies(), codec, MutableClock.atNoon()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void fill(int count) {
        IntStream.range(0, count).forEach(number -> book.commit(Commit.first(finding(number))));
    }

    /** Every tenth is of high severity. */
    private static Finding finding(int number) {
        ResourceId resource = ResourceId.parse("/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg"
                + "/providers/Microsoft.Storage/storageAccounts/st" + number);
        Instant at = NOON.plusSeconds(number);
        return new Finding(
                FindingId.of(resource, "storage.x"),
                "storage.x",
                "Title",
                "storage",
                resource,
                resource.type(),
                /* displayName= */ null,
                number % 10 == 0 ? Severity.HIGH : Severity.LOW,
                FindingState.OPEN,
                1,
                1,
                "message",
                List.of(),
                List.of(),
                /* cause= */ null,
                /* decision= */ null,
                /* planId= */ null,
                at,
                at,
                List.of(at),
                /* closedAt= */ null,
                Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "SEVERITY, high, 120",
        "SEVERITY, low, 1080",
        "SEVERITY, critical, 0",
        "STATE, open, 1200",
        "STATE, failed, 0",
        "SERVICE, storage, 1200",
        "SERVICE, stor, 0",
        "RULE, storage.x, 1200",
        "SUBSCRIPTION, 00000000-0000-0000-0000-00000000000a, 1200",
        "SUBSCRIPTION, tenant, 0"
    })
    void goesAlongAShelfWithoutTheOthers(Shelf.By by, String value, int count) {
        fill(ALL);
        List<String> found = read(new Shelf(true, by, value), one -> true, 100);
        assertThat(found).hasSize(count).doesNotHaveDuplicates();
        assertThat(read(new Shelf(false, by, value), one -> true, 100)).isEmpty();
    }

    @Test
    void arrangesBySeverityWorstFirstThenNewest() {
        fill(30);
        assertThat(read(Shelf.all(true, Shelf.By.SEVERITY), one -> true, 4))
                .startsWith("st20", "st10", "st0", "st29", "st28")
                .endsWith("st1")
                .hasSize(30);
    }

    @Test
    void movesToTheShelvesOfItsState() {
        fill(3);
        Held<Finding> held =
                book.find(FindingId.of(finding(1).resource(), "storage.x")).orElseThrow();
        Finding failed = held.value().withState(FindingState.FAILED, NOON);
        book.commit(Commit.change(held, failed));
        assertThat(read(Shelf.all(true, Shelf.By.STATE), one -> true, 4)).containsExactly("st1", "st2", "st0");
        Held<Finding> again = book.find(failed.id()).orElseThrow();
        book.commit(Commit.change(again, failed.withState(FindingState.GONE, NOON)));
        assertThat(read(Shelf.all(true, Shelf.By.STATE), one -> true, 4)).containsExactly("st2", "st0");
        assertThat(read(Shelf.all(false, Shelf.By.STATE), one -> true, 4)).containsExactly("st1");
        assertThat(read(new Shelf(false, Shelf.By.RULE, "storage.x"), one -> true, 4))
                .containsExactly("st1");
        assertThat(book.totals().openBySubscription()).isEqualTo(Map.of("00000000-0000-0000-0000-00000000000a", 2L));
    }

    private List<String> read(Shelf shelf, Predicate<FindingSummary> wanted, int limit) {
        List<String> found = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<FindingSummary> page = book.search(shelf, wanted, cursor, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(one -> found.add(one.resource().name()));
            cursor = page.cursor();
        } while (cursor != null);
        return found;
    }

    private List<String> read(Predicate<FindingSummary> wanted, int limit) {
        return read(Shelf.all(true, Shelf.By.TIME), wanted, limit);
    }

    @Test
    void findsEverythingWantedNewestFirst() {
        fill(ALL);
        List<String> wanted = IntStream.range(0, ALL / 10)
                .mapToObj(number -> "st" + (ALL - 10 - 10 * number))
                .toList();
        assertThat(read(one -> one.severity() == Severity.HIGH, 7)).isEqualTo(wanted);
        assertThat(read(one -> one.severity() == Severity.HIGH, 200)).isEqualTo(wanted);
        assertThat(read(one -> true, 200)).hasSize(ALL).doesNotHaveDuplicates();
    }

    @Test
    void endsWithoutACursorWhenThePageIsExactlyFull() {
        fill(3);
        assertThat(book.search(true, one -> true, null, 3).cursor()).isNull();
        assertThat(book.search(true, one -> true, null, 2).cursor()).isNotNull();
        assertThat(book.search(true, one -> false, null, 2).items()).isEmpty();
        assertThat(book.search(false, one -> true, null, 2).items()).isEmpty();
    }
}
