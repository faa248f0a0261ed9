package dev.driftwarden.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadBudgetTest {
    private long now = 1_000_000_000L;
    private final ReadBudget budget = new ReadBudget(() -> now);

    private Duration last(int reads) {
        Duration wait = Duration.ZERO;
        for (int i = 0; i < reads; i++) {
            wait = budget.reserve("s");
        }
        return wait;
    }

    @Test
    void backgroundReadsLeaveSomeForEvents() {
        assertThat(last(150)).isZero();
        assertThat(last(1)).isPositive();
        now += Duration.ofSeconds(10).toNanos();
        assertThat(last(100)).isZero();
    }

    @Test
    void eventsTakeFromTheSameBucket() {
        for (int i = 0; i < 150; i++) {
            budget.take("s");
        }
        assertThat(last(1)).isPositive();
        assertThat(budget.reserve("another")).isZero();
    }

    @Test
    void believesWhatAzureSaysIsLeft() {
        budget.learn("s", 3);
        assertThat(last(1)).isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void waitsAsLongAsAzureAsks() {
        budget.block("s", Duration.ofSeconds(7));
        assertThat(last(1)).isEqualTo(Duration.ofSeconds(7));
        budget.blockQueries(Duration.ofSeconds(4));
        assertThat(budget.reserveQuery()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void fifteenQueriesInFiveSeconds() {
        for (int i = 0; i < 15; i++) {
            assertThat(budget.reserveQuery()).isZero();
        }
        assertThat(budget.reserveQuery()).isEqualTo(Duration.ofSeconds(5));
        now += Duration.ofSeconds(5).toNanos();
        assertThat(budget.reserveQuery()).isZero();
    }
}
