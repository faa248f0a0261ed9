package dev.driftwarden.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.finding.FindingState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was read may be old by the time it is judged. */
class ChangeDuringLookTest {

    @Test
    void isLookedAtSoonAndNotOnlyWhenThingsAreRepaired() {
        Simulation run = new Simulation(Crashes.none(), "defaults: { mode: observe }");
        // It is read once for the look and once for the rule.
        run.tenant.whileLooking = () -> run.tenant.whileLooking = run::drift;
        run.touch();
        run.settle(Duration.ofSeconds(90));

        assertThat(run.state()).isEqualTo(FindingState.OPEN);
        run.store.close();
    }
}
