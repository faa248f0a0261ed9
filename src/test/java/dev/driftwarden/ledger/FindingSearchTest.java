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
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
                store.records(),
                codec,
                new Rejections(store.records(), codec, MutableClock.atNoon(), UUID::randomUUID));
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
                /* closedAt= */ null);
    }

    private List<String> read(Predicate<FindingSummary> wanted, int limit) {
        List<String> found = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<FindingSummary> page = book.search(true, wanted, cursor, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(one -> found.add(one.resource().name()));
            cursor = page.cursor();
        } while (cursor != null);
        return found;
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
