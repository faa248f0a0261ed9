package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.policy.Policy.Budgets;
import dev.driftwarden.store.Store;
import dev.driftwarden.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Budgets on every store: however many workers count at once, no more writes are let through than allowed. */
abstract class BudgetContract {
    private static final int WORKERS = 8;

    private final MutableClock clock = MutableClock.atNoon();

    abstract Store store();

    /** A book at an hour of its own, for tests share a store. */
    private BudgetBook book() {
        clock.advance(Duration.ofHours(ThreadLocalRandom.current().nextLong(1_000_000)));
        return new BudgetBook(store().records(), new Codec(), clock);
    }

    /** How many of so many writes are let through when several workers ask at once. */
    private static long together(BudgetBook book, Budgets budgets, int writes, int rules, int subscriptions) {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<CompletableFuture<Boolean>> all = IntStream.range(0, writes)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> book.spend(budgets, "rule-" + i % rules, "subscription-" + i % subscriptions) == null,
                            workers))
                    .toList();
            return all.stream().filter(CompletableFuture::join).count();
        } finally {
            workers.shutdown();
        }
    }

    @Test
    void letsNoMoreThroughInTotalThanAllowed() {
        assertThat(together(book(), new Budgets(20, 100, 100), 60, 3, 2)).isEqualTo(20);
    }

    @Test
    void letsNoMoreThroughForARuleThanAllowed() {
        assertThat(together(book(), new Budgets(100, 100, 7), 60, 3, 2)).isEqualTo(21);
    }

    @Test
    void letsNoMoreThroughForASubscriptionThanAllowed() {
        assertThat(together(book(), new Budgets(100, 5, 100), 60, 3, 2)).isEqualTo(10);
    }

    @Test
    void beginsAnewWithTheHour() {
        BudgetBook book = book();
        Budgets one = new Budgets(1, 1, 1);
        assertThat(book.spend(one, "r", "s")).isNull();
        assertThat(book.spend(one, "r", "s")).contains("used up");
        clock.advance(Duration.ofHours(1));
        Orders now = new OrderBook(store().records(), new Codec(), clock).now();
        assertThat(now.spent().exhausted(one, "r", "s")).isNull();
        assertThat(book.spend(one, "r", "s")).isNull();
    }
}
