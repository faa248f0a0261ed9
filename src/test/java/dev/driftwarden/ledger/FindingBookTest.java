package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.TimelineEntry;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.h2.H2Store;
import dev.driftwarden.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FindingBookTest {
    private static final Instant NOON = Instant.parse("2026-10-01T12:00:00Z");

    private H2Store store;
    private FindingBook book;
    private Rejections rejections;

    @BeforeEach
    void open() {
        store = H2Store.memory(MutableClock.atNoon());
        Codec codec = new Codec();
        rejections = new Rejections(store.records(), store.bodies(), codec, MutableClock.atNoon());
        book = new FindingBook(store.records(), codec, rejections);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void givesBackWhatWasCommittedWithItsStory() {
        Finding finding = finding(1, FindingState.OPEN, NOON);
        assertThat(book.commit(Commit.first(finding).entry(entry("detected")).entry(entry("decided"))))
                .isTrue();
        Held<Finding> held = book.find(finding.id()).orElseThrow();
        assertThat(held.value()).isEqualTo(finding);
        Finding fixed = held.value().withState(FindingState.FIXED, NOON.plusSeconds(1));
        assertThat(book.commit(Commit.change(held, fixed).entry(entry("verified"))))
                .isTrue();
        assertThat(book.timeline(finding.id()))
                .extracting(TimelineEntry::kind)
                .containsExactly("detected", "decided", "verified");
    }

    @Test
    void refusesAChangeOfWhatSomebodyElseChanged() {
        Finding finding = finding(1, FindingState.OPEN, NOON);
        book.commit(Commit.first(finding));
        Held<Finding> read = book.find(finding.id()).orElseThrow();
        assertThat(book.commit(Commit.change(read, read.value().withState(FindingState.TICKETED, NOON))))
                .isTrue();
        assertThat(book.commit(Commit.change(read, read.value().withState(FindingState.FIXED, NOON))))
                .isFalse();
        assertThat(book.commit(Commit.first(finding))).isFalse();
        assertThat(book.find(finding.id()).orElseThrow().value().state()).isEqualTo(FindingState.TICKETED);
    }

    @Test
    void listsOpenOnesNewestFirstOverAllPartitions() {
        int many = 57;
        for (int i = 0; i < many; i++) {
            book.commit(Commit.first(finding(i, FindingState.OPEN, NOON.plusSeconds(i))));
        }
        close(3);
        List<Instant> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<FindingSummary> page = book.list(true, cursor, 10);
            page.items().forEach(summary -> seen.add(summary.openedAt()));
            cursor = page.cursor();
        } while (cursor != null);
        assertThat(seen).hasSize(many - 1).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(book.list(false, null, 10).items()).hasSize(1);
    }

    private void close(int number) {
        Held<Finding> held = book.find(id(number)).orElseThrow();
        book.commit(Commit.change(held, held.value().withState(FindingState.RESOLVED, NOON.plus(Duration.ofHours(1)))));
    }

    @Test
    void keepsCountsExactUnderConcurrentWriters() throws Exception {
        int many = 48;
        ExecutorService workers = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Boolean>> results = IntStream.range(0, many)
                    .mapToObj(i -> workers.submit(() -> {
                        start.await();
                        return book.commit(Commit.first(finding(i, FindingState.OPEN, NOON)));
                    }))
                    .toList();
            start.countDown();
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(book.counts()).isEqualTo(Map.of("open/high/storage", (long) many));
    }

    @Test
    void findsAllFindingsOfAResourceOnly() {
        book.commit(Commit.first(finding(1, FindingState.OPEN, NOON)));
        book.commit(Commit.first(finding(2, FindingState.OPEN, NOON)));
        assertThat(book.on(resource(1)))
                .singleElement()
                .satisfies(held -> assertThat(held.value().resource()).isEqualTo(resource(1)));
        assertThat(book.on(ResourceId.parse(resource(1).path().toUpperCase(java.util.Locale.ROOT))))
                .hasSize(1);
    }

    @Test
    void setsADamagedFindingAsideAndMakesItAnew() {
        Finding finding = finding(1, FindingState.OPEN, NOON);
        book.commit(Commit.first(finding).entry(entry("detected")));
        book.commit(Commit.first(finding(2, FindingState.OPEN, NOON)));
        damage("f|" + finding.id());
        assertThat(book.on(resource(1))).isEmpty();
        assertThat(rejections.list(true, null, 10).items())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).contains(finding.id().value()));
        assertThat(book.list(true, null, 10).items()).hasSize(1);
        assertThat(book.counts()).isEqualTo(Map.of("open/high/storage", 1L));
        assertThat(book.commit(Commit.first(finding(1, FindingState.OPEN, NOON.plusSeconds(9)))
                        .entry(entry("detected"))))
                .isTrue();
        // Nobody sends what these commits have for the audit trail.
        assertThat(LedgerCheck.problems(store, MutableClock.atNoon()))
                .filteredOn(problem -> !problem.startsWith("not sent"))
                .isEmpty();
    }

    @Test
    void listsAFindingWhoseListRowIsDamaged() {
        Finding finding = finding(1, FindingState.OPEN, NOON);
        book.commit(Commit.first(finding));
        String partition = finding.id().value().substring(0, 1);
        store.records()
                .page("findings", partition, "i|open|", null, 10)
                .items()
                .forEach(row -> store.records().write(new Change.Put(row.key(), "{\"oops\":")));
        assertThat(book.list(true, null, 10).items())
                .singleElement()
                .satisfies(
                        listed -> assertThat(listed.id()).isEqualTo(finding.id().value()));
        assertThat(book.search(true, listed -> true, null, 10).items()).hasSize(1);
    }

    @Test
    void leavesWhatANewerVersionWrote() {
        Finding finding = finding(1, FindingState.OPEN, NOON);
        book.commit(Commit.first(finding));
        RecordKey key = new RecordKey("findings", finding.id().value().substring(0, 1), "f|" + finding.id());
        store.records().write(new Change.Put(key, "{\"v\":99}"));
        assertThat(book.on(resource(1))).isEmpty();
        assertThatThrownBy(() -> book.find(finding.id())).isInstanceOf(UnreadableRecordException.class);
        assertThat(store.records().get(key)).isPresent();
    }

    private void damage(String row) {
        String partition = row.substring(2, 3);
        store.records().write(new Change.Put(new RecordKey("findings", partition, row), "{\"id\":7"));
    }

    private static ResourceId resource(int number) {
        return ResourceId.parse(
                "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st"
                        + number);
    }

    private static FindingId id(int number) {
        return FindingId.of(resource(number), "storage.https-only");
    }

    private static TimelineEntry entry(String kind) {
        return new TimelineEntry(NOON, 1, kind, null, "text", Map.of("a", "b"));
    }

    private static Finding finding(int number, FindingState state, Instant openedAt) {
        return new Finding(
                id(number),
                "storage.https-only",
                "Plain HTTP",
                "storage",
                resource(number),
                ResourceType.of("Microsoft.Storage/storageAccounts"),
                /* displayName= */ null,
                Severity.HIGH,
                state,
                1,
                1,
                "message",
                List.of(),
                List.of(),
                nobody(),
                null,
                null,
                openedAt,
                openedAt,
                List.of(openedAt),
                null,
                Map.of());
    }

    private static Finding.@Nullable Cause nobody() {
        return null;
    }
}
