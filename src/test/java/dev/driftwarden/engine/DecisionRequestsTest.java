package dev.driftwarden.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.finding.FindingState;
import dev.driftwarden.testing.CountedStore;
import dev.driftwarden.testing.MemoryStore;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How many requests for what people ordered a decision and a write cost. */
class DecisionRequestsTest {
    private static final String ONE_READ = "list orders now|";

    /** Those for anything that people can order, and for what is kept about exemptions. */
    private static Map<String, Integer> asked(Simulation run) {
        Map<String, Integer> asked = new TreeMap<>(((CountedStore) run.store).requests());
        asked.keySet().removeIf(request -> !request.contains("orders") && !request.contains("exemptions"));
        return asked;
    }

    private static Simulation simulation(String mode) {
        return new Simulation(
                Crashes.none(),
                "defaults: { mode: " + mode + " }",
                OneRule::new,
                clock -> new CountedStore(new MemoryStore(clock)));
    }

    private static void touched(Simulation run, int times) {
        for (int i = 0; i < times; i++) {
            run.touch();
            run.look();
        }
    }

    @Test
    void aDecisionAsksOnceAndALookWithoutOneNever() {
        Simulation run = simulation("observe");
        touched(run, 5);
        assertThat(asked(run)).isEmpty();

        run.drift();
        run.look();
        touched(run, 9);

        assertThat(run.state()).isEqualTo(FindingState.OPEN);
        assertThat(asked(run)).isEqualTo(Map.of(ONE_READ, 10));
        run.store.close();
    }

    @Test
    void aWriteAsksAnewBeforeItReadsAndBeforeItWrites() {
        Simulation run = simulation("auto");
        run.drift();
        run.look();
        assertThat(asked(run)).isEqualTo(Map.of(ONE_READ, 1));

        ((CountedStore) run.store).forget();
        run.settle(Duration.ofMinutes(2));

        assertThat(run.state()).isEqualTo(FindingState.FIXED);
        Map<String, Integer> asked = asked(run);
        asked.remove("list orders now|hour|");
        assertThat(asked).isEqualTo(Map.of(ONE_READ, 2, "get orders", 1, "write orders", 1));
        run.store.close();
    }
}
