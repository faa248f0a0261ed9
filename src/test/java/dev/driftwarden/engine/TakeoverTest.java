package dev.driftwarden.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.LedgerCheck;
import dev.driftwarden.testing.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker that was kept waiting for so long that another one took over goes on as if nothing had happened. */
class TakeoverTest {
    private static final Duration TOO_LONG = Duration.ofMinutes(7);
    private static final Duration LONG = Duration.ofMinutes(25);

    private final Simulation run =
            new Simulation(Crashes.none(), "defaults: { mode: auto }", TwoSteps::new, MemoryStore::new);

    @AfterEach
    void everythingFits() {
        assertThat(LedgerCheck.problems(run.store, run.clock)).isEmpty();
        assertThat(run.waiting()).as("messages left").isZero();
        run.store.close();
    }

    @Test
    void writesNothingMoreOverWhatWasUndoneMeanwhile() {
        run.tenant.open();
        run.tenant.meanwhile = () -> {
            run.clock.advance(TOO_LONG);
            run.settle(LONG);
            assertThat(run.state()).as("fixed by the other worker").isEqualTo(FindingState.FIXED);
            run.undo();
        };
        run.drift();
        run.settle(LONG);
        run.settle(Duration.ofHours(1));

        assertThat(run.state()).isEqualTo(FindingState.OPEN);
        assertThat(run.tenant.closed()).isFalse();
        assertThat(run.tenant.secondEffects).as("written once, undone once").isEqualTo(2);
        assertThat(run.tenant.effective).containsExactly(true, false);
    }

    @Test
    void undoesNothingMoreOverWhatWasFixedMeanwhile() {
        run.tenant.open();
        run.drift();
        run.settle(LONG);
        assertThat(run.state()).isEqualTo(FindingState.FIXED);
        // While its last write is under way, the other worker ends it.
        run.tenant.meanwhile = () -> {
            run.clock.advance(TOO_LONG);
            run.settle(Duration.ofMinutes(5));
            assertThat(run.state()).as("undone by the other worker").isEqualTo(FindingState.OPEN);
        };
        run.undo();
        run.settle(LONG);

        assertThat(run.state()).isEqualTo(FindingState.OPEN);
        assertThat(run.story()).containsOnlyOnce("undone");
        assertThat(run.tenant.effective).containsExactly(true, false);
        assertThat(run.tenant.secondEffects).isEqualTo(2);
    }
}
