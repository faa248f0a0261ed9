package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.ledger.Rejection.State;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.StoreContract;
import dev.driftwarden.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is set aside, and what happens to rows that nobody can read; on every adapter. */
abstract class SetAsideContract {
    private final MutableClock clock = MutableClock.atNoon();
    private final Codec codec = new Codec();

    abstract Store store();

    private Rejections rejections() {
        return new Rejections(store().records(), store().bodies(), codec, clock);
    }

    /** Of this test only, for tests share a store. */
    private final String source = StoreContract.unique("s");

    private List<Rejection> mine(boolean waiting) {
        return rejections().list(waiting, null, 200).items().stream()
                .filter(one -> one.source().equals(source))
                .toList();
    }

    private Rejection only(boolean waiting) {
        assertThat(mine(waiting)).hasSize(1);
        return mine(waiting).get(0);
    }

    @Test
    void keepsALargeTextWholeAndShowsItsBeginning() {
        String text = "{\"password\":\"geheim\",\"more\":\"" + "\u05D0".repeat(1_500_000) + "\"}";
        rejections().record(source, "too large", text);

        Rejection kept = only(true);
        assertThat(rejections().text(kept.id()).orElseThrow().equals(text)).isTrue();
        assertThat(kept.excerpt()).hasSizeLessThanOrEqualTo(2_000).doesNotContain("geheim");
        assertThat(kept.characters()).isEqualTo(text.length());
    }

    @Test
    void theSameTextIsOneRejectionWithAHistory() {
        rejections().record(source, "first", "text", 5);
        rejections().record(source, "second", "text", 5);
        Held<Rejection> held = rejections().find(only(true).id()).orElseThrow();
        assertThat(rejections().handled(held, true, "pat", "")).isTrue();
        assertThat(rejections().handled(held, true, "pat", "")).isFalse();
        assertThat(mine(true)).isEmpty();
        assertThat(only(false).state()).isEqualTo(State.REPLAYED);
        clock.advance(Duration.ofMinutes(1));
        rejections().record(source, "third", "text");

        Rejection again = only(true);
        assertThat(mine(false)).isEmpty();
        assertThat(again.attempts()).isEqualTo(11);
        assertThat(again.reason()).isEqualTo("third");
        assertThat(again.history())
                .extracting(Rejection.Step::what)
                .containsExactly("failed", "failed", "replayed", "failed");
        assertThat(rejections().counts())
                .containsEntry("waiting/" + source, 1L)
                .doesNotContainKey("replayed/" + source);
    }

    @Test
    void listsInPagesNewestFirst() {
        for (int i = 0; i < 7; i++) {
            clock.advance(Duration.ofSeconds(1));
            rejections().record(source, "r" + i, "text " + i);
        }
        StringBuilder seen = new StringBuilder();
        String cursor = null;
        do {
            Page<Rejection> page = rejections().list(true, cursor, 3);
            page.items().stream().filter(one -> one.source().equals(source)).forEach(one -> seen.append(one.reason()));
            cursor = page.cursor();
        } while (cursor != null);
        assertThat(seen).hasToString("r6r5r4r3r2r1r0");
    }

    @Test
    void losesNoneOfThoseRecordedAtOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Boolean>> work = IntStream.range(0, 40)
                    .mapToObj(i -> (Callable<Boolean>) () -> {
                        rejections().record(source, "r", "text " + i % 20);
                        return true;
                    })
                    .toList();
            for (var done : pool.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(mine(true)).hasSize(20).allMatch(one -> one.attempts() == 2);
        assertThat(rejections().counts()).containsEntry("waiting/" + source, 20L);
    }

    @Test
    void forgetsOnlyWhatWasHandledLongAgo() {
        rejections().record(source, "r", "old");
        Held<Rejection> old = rejections().find(only(true).id()).orElseThrow();
        rejections().handled(old, false, "pat", "no use");
        clock.advance(Duration.ofDays(2));
        rejections().record(source, "r", "waiting");

        assertThat(rejections().forget(clock.instant().minus(Duration.ofDays(3)), 100))
                .isZero();
        assertThat(rejections().forget(clock.instant().minus(Duration.ofDays(1)), 100))
                .isPositive();
        assertThat(mine(false)).isEmpty();
        assertThat(rejections().text(old.value().id())).isEmpty();
        assertThat(mine(true)).hasSize(1);
        assertThat(rejections().counts()).doesNotContainKey("dropped/" + source);
    }

    @Test
    void passesOverRowsThatItCannotRead() {
        rejections().record(source, "r", "good");
        String id = only(true).id();
        store().records()
                .write(new Change.Put(new RecordKey("rejections", "0", "i|waiting|0000000000000|x"), "{not json"));
        store().records()
                .write(new Change.Put(new RecordKey("rejections", "1", "i|waiting|0000000000000|y"), "{\"v\":99}"));
        store().records().write(new Change.Put(new RecordKey("rejections", id.substring(0, 1), "c|counts"), "\u0000"));

        assertThat(mine(true)).hasSize(1);
        store().records().write(new Change.Put(new RecordKey("rejections", id.substring(0, 1), "r|" + id), "[]"));
        rejections().record(source, "again", "good");
        assertThat(rejections().find(id).orElseThrow().value().reason()).isEqualTo("again");
    }

    @Test
    void remembersWhyAMessageFailedUntilItIsAsked() {
        Failures failures = new Failures(store().records(), codec, clock);
        failures.note(source, "m", new IllegalStateException("outer", new IllegalArgumentException("inner")));
        failures.note(source, "m", new IllegalStateException("last"));
        Failures.Failure failure = failures.take(source, "m").orElseThrow();
        assertThat(failure.attempts()).isEqualTo(2);
        assertThat(failure.reason()).contains("last");
        assertThat(failures.take(source, "m")).isEmpty();

        failures.note(source, "old", new IllegalStateException("x"));
        clock.advance(Duration.ofDays(2));
        failures.note(source, "new", new IllegalStateException("x"));
        failures.forget(clock.instant().minus(Duration.ofDays(1)), 100);
        assertThat(failures.take(source, "old")).isEmpty();
        assertThat(failures.take(source, "new")).isPresent();
    }

    @Test
    void showsTheLagOfEachWorker() {
        Vitals vitals = new Vitals(store().records(), codec);
        vitals.lag(new Vitals.Lag(source, clock.instant(), 1, 2, 3));
        assertThat(vitals.lags(clock.instant())).anyMatch(lag -> lag.worker().equals(source));
        clock.advance(Duration.ofHours(2));
        assertThat(vitals.lags(clock.instant().minusSeconds(60)))
                .noneMatch(lag -> lag.worker().equals(source));
        vitals.forget(clock.instant().minusSeconds(60));
        assertThat(vitals.lags(java.time.Instant.EPOCH))
                .noneMatch(lag -> lag.worker().equals(source));
    }
}
