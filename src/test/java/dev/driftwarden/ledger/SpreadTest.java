package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void knowsQuantilesWithinATenth() {
        Spread spread = IntStream.rangeClosed(1, 1_000)
                .mapToObj(second -> Spread.NONE.with(Duration.ofSeconds(second)))
                .reduce(Spread.NONE, Spread::plus);

        assertThat(spread.total()).isEqualTo(1_000);
        assertThat(spread.quantile(0.5).orElseThrow().toMillis()).isCloseTo(500_000, Percentage.withPercentage(10));
        assertThat(spread.quantile(0.95).orElseThrow().toMillis()).isCloseTo(950_000, Percentage.withPercentage(10));
    }

    @Test
    void hasNoQuantileOfNothing() {
        assertThat(Spread.NONE.quantile(0.5)).isEmpty();
    }

    @Test
    void countsEventsFromTheFutureAsTheShortest() {
        assertThat(Spread.NONE
                        .with(Duration.ofSeconds(-5))
                        .quantile(0.5)
                        .orElseThrow()
                        .toSeconds())
                .isLessThanOrEqualTo(2);
    }
}
