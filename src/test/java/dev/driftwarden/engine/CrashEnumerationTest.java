package dev.driftwarden.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.engine.Crashes.Way;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.LedgerCheck;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs whole stories again and again, and in each run lets the next step that reaches outside go wrong: the process is killed
 * before it or after it, or the answer says that it failed. Every step of every story has its turn.
 */
class CrashEnumerationTest {
    private static final String AUTO = "defaults: { mode: auto }";
    private static final String APPROVE = "modes: [ { rules: \"*\", mode: approve } ]";
    private static final String OBSERVE = "defaults: { mode: observe }";
    private static final Duration LONG = Duration.ofMinutes(25);
    private static final Duration SHORT = Duration.ofMinutes(2);

    /** Runs the story until it has more steps than the one that would go wrong. */
    private static void everyStep(Way way, String policy, Consumer<Simulation> story) {
        int step = 0;
        boolean struck = true;
        while (struck) {
            Crashes crashes = new Crashes(step, way);
            Simulation run = new Simulation(crashes, policy);
            try {
                story.accept(run);
                assertThat(LedgerCheck.problems(run.store, run.clock)).isEmpty();
                assertThat(run.waiting()).as("messages left").isZero();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(way + " at step " + step + ": " + e.getMessage() + "\n" + run.story(), e);
            }
            struck = crashes.struck();
            step++;
        }
        assertThat(step).as("steps of the story").isGreaterThan(5);
    }

    @ParameterizedTest
    @EnumSource
    void recordsWhatItMayNotFix(Way way) {
        everyStep(way, OBSERVE, run -> {
            run.crashes.count(true);
            run.drift();
            run.settle(LONG);
            assertThat(run.state()).isEqualTo(FindingState.OPEN);
            assertThat(run.tenant.effective).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void fixesOnceAndSeesItPass(Way way) {
        everyStep(way, AUTO, run -> {
            run.crashes.count(true);
            run.drift();
            run.settle(LONG);
            run.crashes.count(false);
            assertThat(run.state()).isEqualTo(FindingState.FIXED);
            assertThat(run.tenant.effective).containsExactly(true);
            run.clock.advance(Duration.ofHours(1));
            run.settle(SHORT);
            assertThat(run.state()).isEqualTo(FindingState.FIXED);
            assertThat(run.story()).contains("rechecked");
        });
    }

    @ParameterizedTest
    @EnumSource
    void writesWhatWasApprovedOnce(Way way) {
        everyStep(way, APPROVE, run -> {
            run.drift();
            run.settle(SHORT);
            Approval asked = run.asked();
            run.crashes.count(true);
            run.approve(asked);
            run.settle(LONG);
            run.crashes.count(false);
            assertThat(run.state()).isEqualTo(FindingState.FIXED);
            assertThat(run.tenant.effective).containsExactly(true);
            run.clock.advance(Duration.ofHours(1));
            run.settle(SHORT);
        });
    }

    @ParameterizedTest
    @EnumSource
    void asksOnce(Way way) {
        everyStep(way, APPROVE, run -> {
            run.crashes.count(true);
            run.drift();
            run.settle(LONG);
            assertThat(run.state()).isEqualTo(FindingState.AWAITING_APPROVAL);
            assertThat(run.tenant.effective).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void leavesAloneWhatWasRejected(Way way) {
        everyStep(way, APPROVE, run -> {
            run.drift();
            run.settle(SHORT);
            Approval asked = run.asked();
            run.crashes.count(true);
            run.reject(asked);
            run.settle(LONG);
            assertThat(run.state()).isEqualTo(FindingState.OPEN);
            assertThat(run.tenant.effective).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void turnsAQuestionThatNobodyAnswersIntoATicket(Way way) {
        everyStep(way, APPROVE, run -> {
            run.drift();
            run.settle(SHORT);
            run.clock.advance(Duration.ofHours(24));
            run.crashes.count(true);
            run.keepHouse();
            run.settle(LONG);
            assertThat(run.state()).isEqualTo(FindingState.TICKETED);
            assertThat(run.ticket()).isPresent();
            assertThat(run.tenant.effective).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void undoesOnceAndDoesNotFixAgain(Way way) {
        everyStep(way, AUTO, run -> {
            run.drift();
            run.settle(SHORT);
            run.clock.advance(Duration.ofHours(1));
            run.settle(SHORT);
            run.crashes.count(true);
            run.undo();
            run.settle(LONG);
            assertThat(run.state()).isEqualTo(FindingState.OPEN);
            assertThat(run.tenant.effective).containsExactly(true, false);
            assertThat(run.tenant.httpsOnly()).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource
    void plansAnewWhenAPersonFixedItMeanwhile(Way way) {
        everyStep(way, APPROVE, run -> {
            run.drift();
            run.settle(SHORT);
            Approval asked = run.asked();
            run.tenant.set(true);
            run.crashes.count(true);
            run.approve(asked);
            run.settle(LONG);
            assertThat(run.state()).isEqualTo(FindingState.RESOLVED);
            assertThat(run.tenant.effective).isEmpty();
        });
    }
}
