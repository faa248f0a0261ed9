package dev.driftwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.testing.MutableClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentTest {
    private final MutableClock clock = MutableClock.atNoon();
    private final AtomicInteger made = new AtomicInteger();
    private final Recent<Integer> recent = new Recent<>(Duration.ofSeconds(10));

    private int ask(String basis) {
        return recent.get(basis, clock.instant(), made::incrementAndGet);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, a, 1", "PT9.999S, a, 1", "PT10S, a, 2", "PT0S, b, 2", "PT-1S, a, 2"})
    void isMadeAnewWhenItsTimeIsOverOrSomethingIsKnownToHaveChanged(Duration later, String basis, int expected) {
        assertThat(ask("a")).isEqualTo(1);
        clock.advance(later);
        assertThat(ask(basis)).isEqualTo(expected);
        assertThat(ask(basis)).isEqualTo(expected);
    }

    @Test
    void keepsNothingThatCouldNotBeMade() {
        try {
            recent.get("a", clock.instant(), () -> {
                throw new IllegalStateException("store not reachable");
            });
        } catch (IllegalStateException expected) {
            assertThat(ask("a")).isEqualTo(1);
        }
        assertThat(made).hasValue(1);
    }
}
