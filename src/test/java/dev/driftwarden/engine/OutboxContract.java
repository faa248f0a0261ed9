package dev.driftwarden.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.AuditBook;
import dev.driftwarden.ledger.ChainedAudit;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.Rejections;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.AuditChain;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.StoreContract;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import dev.driftwarden.testing.MutableClock;
import dev.driftwarden.testing.OpenFinding;
import dev.driftwarden.testing.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What commits send, by several workers on one store of which any may be killed; on every adapter. */
abstract class OutboxContract {
    private static final Duration UNSENT_AFTER = Duration.ofMinutes(1);
    private static final String RULE = "storage.https-only";

    private final MutableClock clock = MutableClock.atNoon();
    private final Codec codec = new Codec();

    /** Of this test only, for tests may share a store. */
    private final String unique = StoreContract.unique("t");

    private Store store;

    abstract Store open(MutableClock clock);

    /** How many commits are many for this store. */
    abstract int many();

    @BeforeEach
    void openStore() {
        store = open(clock);
        rows().forEach(row -> store.records().write(new Change.Delete(row, null)));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    /** A process: what it only remembers is lost when a test goes on without it. */
    private final class Worker {
        final Requests records = new Requests(store.records());
        final FindingBook book = new FindingBook(records, codec, new Rejections(records, store.bodies(), codec, clock));
        final ChainedAudit audit = new ChainedAudit(new AuditChain(records, clock, "audit", unique), codec);
        final Outbox outbox = new Outbox(
                book,
                store.queues(),
                audit,
                new Outward(
                        () -> {
                            throw new IllegalStateException("nobody is told anything here");
                        },
                        store.queues(),
                        codec,
                        clock),
                UNSENT_AFTER,
                clock,
                UUID::randomUUID);

        void commit(Finding finding) {
            assertThat(outbox.commit(Commit.first(finding))).isTrue();
        }

        /** Stores a commit, and is killed before it has sent anything. */
        void commitAndDie(Finding finding) {
            assertThat(book.commit(Commit.first(finding).storing(clock.instant(), audit.length(), "killed")))
                    .isTrue();
        }
    }

    /** Counts what is asked of the store. */
    private static final class Requests implements Records {
        final AtomicInteger removals = new AtomicInteger();
        final AtomicInteger readsOfTheTrail = new AtomicInteger();
        Runnable afterCommit = () -> {};
        private final Records records;

        Requests(Records records) {
            this.records = records;
        }

        @Override
        public Optional<StoredRecord> get(RecordKey key) {
            return records.get(key);
        }

        @Override
        public StoreOutcome write(Change change) {
            removals.addAndGet(change instanceof Change.Delete ? 1 : 0);
            return records.write(change);
        }

        @Override
        public Optional<String> insert(RecordKey key, String json) {
            return records.insert(key, json);
        }

        @Override
        public StoreOutcome writeAll(List<Change> changes) {
            removals.addAndGet(changes.stream().allMatch(Change.Delete.class::isInstance) ? 1 : 0);
            StoreOutcome outcome = records.writeAll(changes);
            if (changes.get(0).key().row().startsWith("f|")) {
                afterCommit.run();
            }
            return outcome;
        }

        @Override
        public Page<StoredRecord> page(
                String table, String partition, String rowPrefix, @Nullable String cursor, int limit) {
            readsOfTheTrail.addAndGet(table.equals("audit") ? 1 : 0);
            return records.page(table, partition, rowPrefix, cursor, limit);
        }
    }

    @Test
    void removesTheRowsOfAHundredCommitsWithOneRequest() {
        Worker worker = new Worker();
        List<Finding> findings = inOnePartition(100);
        findings.subList(0, 99).forEach(worker::commit);
        assertThat(worker.records.removals).hasValue(0);
        assertThat(rows()).hasSize(99);

        worker.commit(findings.get(99));

        assertThat(worker.records.removals).hasValue(1);
        assertThat(rows()).isEmpty();
        assertThat(entries()).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void removesAFewWhenTheOldestHasLainForAWhile() {
        Worker worker = new Worker();
        List<Finding> findings = inOnePartition(3);
        worker.commit(findings.get(0));
        clock.advance(Duration.ofSeconds(20));
        worker.commit(findings.get(1));
        assertThat(rows()).hasSize(2);
        clock.advance(Duration.ofSeconds(20));
        worker.commit(findings.get(2));

        assertThat(rows()).isEmpty();
        assertThat(worker.records.removals).hasValue(1);
    }

    @Test
    void removesAMessageAtOnceAndWhatWasSentBeforeWithIt() {
        Worker worker = new Worker();
        List<Finding> findings = inOnePartition(2);
        worker.commit(findings.get(0));
        worker.outbox.commit(Commit.first(findings.get(1)).send(Jobs.APPLY, "{}", clock.instant()));

        assertThat(rows()).isEmpty();
        assertThat(worker.records.removals).hasValue(1);
        assertThat(store.queues().depth(Jobs.APPLY)).isPositive();
    }

    @Test
    void whatAKilledWorkerSentIsRemovedAndNotAppendedAgain() {
        Worker killed = new Worker();
        all(many()).forEach(killed::commit);
        int length = entries().size();
        assertThat(rows()).isNotEmpty();
        clock.advance(Duration.ofMinutes(2));
        Worker other = new Worker();

        other.outbox.sendLeftBehind();

        assertThat(rows()).isEmpty();
        assertThat(entries()).hasSize(length).doesNotHaveDuplicates();
        assertThat(other.records.readsOfTheTrail).hasValueLessThanOrEqualTo(1 + many() / 1_000);
        assertThat(other.records.removals).hasValueLessThanOrEqualTo(16 + many() / 100);
    }

    @Test
    void whatAKilledWorkerDidNotSendIsAppendedOnceHoweverManyKeepHouse() throws Exception {
        Worker killed = new Worker();
        List<Finding> findings = all(many());
        for (int i = 0; i < findings.size(); i++) {
            if (i % 3 == 0) {
                killed.commitAndDie(findings.get(i));
            } else {
                killed.commit(findings.get(i));
            }
        }
        clock.advance(Duration.ofMinutes(2));
        Worker busy = new Worker();

        atOnce(
                () -> new Worker().outbox.sendLeftBehind(),
                () -> new Worker().outbox.sendLeftBehind(),
                () -> IntStream.range(0, 50).forEach(i -> busy.audit.append("seen", "pat", "bot", Map.of())));

        assertThat(rows()).isEmpty();
        assertThat(entries()).hasSize(findings.size()).doesNotHaveDuplicates();
        assertThat(book().verify(null).problems()).isEmpty();
    }

    @Test
    void twoWorkersLoseAndDoubleNothingWhenOneRemovesWhatTheOtherSent() {
        Worker one = new Worker();
        Worker other = new Worker();
        List<Finding> findings = inOnePartition(120);
        findings.subList(0, 60).forEach(one::commit);
        clock.advance(UNSENT_AFTER.minusSeconds(1));
        other.book.sent(rows().subList(0, 10));
        findings.subList(60, 80).forEach(one::commit);
        assertThat(entries()).hasSize(80).doesNotHaveDuplicates();
        clock.advance(Duration.ofMinutes(2));
        other.outbox.sendLeftBehind();
        findings.subList(80, 120).forEach(one::commit);
        one.outbox.sendLeftBehind();

        assertThat(rows()).isEmpty();
        assertThat(entries()).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void aWorkerThatFellAsleepLeavesItsEntriesToWhoeverKeepsHouse() {
        Worker sleepy = new Worker();
        sleepy.records.afterCommit = () -> clock.advance(Duration.ofMinutes(5));
        List<Finding> findings = all(1);
        sleepy.commit(findings.get(0));
        assertThat(entries()).isEmpty();

        new Worker().outbox.sendLeftBehind();

        assertThat(rows()).isEmpty();
        assertThat(entries()).hasSize(1);
    }

    @Test
    void aFindingThatIsMadeAnewSaysSoAgain() {
        Worker worker = new Worker();
        Finding finding = all(1).get(0);
        worker.commit(finding);
        RecordKey row = row(finding);
        store.records().write(new Change.Delete(row, null));
        worker.commit(finding);

        assertThat(entries()).hasSize(2).doesNotHaveDuplicates();
        assertThat(rows()).hasSize(2);
    }

    @Test
    void whatWasTamperedWithIsFoundAlthoughItsRowsStillLie() {
        Worker worker = new Worker();
        Finding finding = all(1).get(0);
        worker.commit(finding);
        RecordKey row = row(finding);
        String json = store.records().get(row).orElseThrow().json();
        assertThat(rows()).isNotEmpty();
        assertThat(book().verify(null).problems()).isEmpty();

        store.records().write(new Change.Put(row, json.replace("Title", "Nothing")));

        assertThat(book().verify(null).problems()).hasSize(1);
    }

    @Test
    void whatIsNotInTheTrailYetIsNotCalledTamperedWith() {
        Worker worker = new Worker();
        Finding finding = all(1).get(0);
        worker.commit(finding);
        FindingBook book = new Worker().book;
        Finding fixed = finding.withState(FindingState.FIXED, clock.instant());
        book.commit(Commit.change(book.find(finding.id()).orElseThrow(), fixed)
                .storing(clock.instant(), worker.audit.length(), "killed"));

        assertThat(book().verify(null).problems()).isEmpty();
    }

    private AuditBook book() {
        return new AuditBook(chain(), store.records(), store.bodies(), codec);
    }

    private AuditChain chain() {
        return new AuditChain(store.records(), clock, "audit", unique);
    }

    /** The ids of all entries that commits have sent. */
    private List<String> entries() {
        List<String> ids = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            var page = chain().page(cursor, 1_000);
            page.items().forEach(link -> {
                String id = codec.read(link.entry(), ChainedAudit.Entry.class).id();
                if (id != null) {
                    ids.add(id);
                }
            });
            cursor = page.cursor();
        } while (cursor != null);
        return ids;
    }

    /** What lies in the outbox. */
    private List<RecordKey> rows() {
        List<RecordKey> rows = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            store.records()
                    .page("findings", Integer.toHexString(i), "o|", null, 1_000)
                    .items()
                    .forEach(row -> rows.add(row.key()));
        }
        return rows;
    }

    private static void atOnce(Runnable... works) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(works.length);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Runnable work : works) {
                running.add(pool.submit(work));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static String partition(Finding finding) {
        return finding.id().resourceHash().substring(0, 1);
    }

    private List<Finding> all(int count) {
        return IntStream.range(0, count).mapToObj(this::finding).toList();
    }

    private List<Finding> inOnePartition(int count) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(this::finding)
                .filter(finding -> partition(finding).equals("a"))
                .limit(count)
                .toList();
    }

    private Finding finding(int number) {
        ResourceId resource = ResourceId.parse(Samples.ACCOUNT.path() + unique + number);
        return OpenFinding.of(resource, RULE, clock.instant());
    }

    private static RecordKey row(Finding finding) {
        return new RecordKey("findings", partition(finding), "f|" + finding.id());
    }
}
