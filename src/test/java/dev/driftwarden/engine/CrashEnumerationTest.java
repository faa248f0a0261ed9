package dev.driftwarden.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.engine.Crashes.Way;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.LedgerCheck;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.azure.Azurite;
import dev.driftwarden.store.azure.AzuriteExtension;
import dev.driftwarden.store.h2.H2Store;
import dev.driftwarden.testing.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;
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
    private static final Duration SLOWLY = Duration.ofMinutes(3);

    private static void everyStep(Way way, String policy, Consumer<Simulation> story) {
        everyStep(way, policy, OneRule::new, MemoryStore::new, story);
    }

    /** Runs the story until it has more steps than the one that would go wrong. */
    private static void everyStep(
            Way way, String policy, Supplier<Rules> rules, Function<Clock, Store> store, Consumer<Simulation> story) {
        int step = 0;
        while (struck(new Crashes(step, way), policy, rules, store, story)) {
            step++;
        }
        assertThat(step).as("steps of the story").isGreaterThanOrEqualTo(5);
    }

    /** Runs the story once; whether it had the step that was to go wrong. */
    private static boolean struck(
            Crashes crashes,
            String policy,
            Supplier<Rules> rules,
            Function<Clock, Store> store,
            Consumer<Simulation> story) {
        Simulation run = new Simulation(crashes, policy, rules, store);
        try {
            story.accept(run);
            assertThat(LedgerCheck.problems(run.store, run.clock)).isEmpty();
            assertThat(run.waiting()).as("messages left").isZero();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(crashes + ": " + e.getMessage() + "\n" + run.story(), e);
        } finally {
            run.store.close();
        }
        return crashes.struck();
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

    /** Drifted and decided; what is counted begins with the message to apply. */
    private static void fixedOnce(Simulation run) {
        run.drift();
        run.look();
        run.crashes.count(true);
        run.settle(LONG, SLOWLY);
        run.crashes.count(false);
        assertThat(run.state()).isEqualTo(FindingState.FIXED);
        assertThat(run.tenant.effective).containsExactly(true);
        run.clock.advance(Duration.ofHours(1));
        run.settle(SHORT);
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER"})
    void fixesOnceAlthoughTheProcessIsKilledTwice(Way way) {
        int pairs = 0;
        boolean first = true;
        for (int step = 0; first; step++) {
            boolean second = true;
            for (int again = 0; first && second; again++) {
                Crashes crashes = new Crashes(step, way, again);
                first = struck(crashes, AUTO, OneRule::new, MemoryStore::new, CrashEnumerationTest::fixedOnce);
                second = crashes.struckTwice();
                pairs++;
            }
        }
        assertThat(pairs).isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource
    void needsTwoPeopleAndCountsEachOnce(Way way) {
        everyStep(way, APPROVE + "\napprovals: { quorum: { high: 2 } }", run -> {
            run.drift();
            run.settle(SHORT);
            Approval asked = run.asked();
            run.crashes.count(true);
            run.approve(asked);
            assertThat(run.state()).isEqualTo(FindingState.AWAITING_APPROVAL);
            run.approve(asked, Simulation.VERA);
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
    void finishesAPlanOfTwoWritesAndUndoesBoth(Way way) {
        everyStep(way, APPROVE, TwoSteps::new, MemoryStore::new, run -> {
            run.tenant.open();
            run.drift();
            run.settle(SHORT);
            Approval asked = run.asked();
            run.crashes.count(true);
            run.approve(asked);
            run.settle(LONG);
            assertThat(run.state()).isEqualTo(FindingState.FIXED);
            assertThat(run.finding().planId()).as("the plan that was approved").isEqualTo(asked.planId());
            assertThat(run.tenant.effective).containsExactly(true);
            assertThat(run.tenant.secondEffects).isOne();
            run.undo();
            run.settle(LONG);
            run.crashes.count(false);
            assertThat(run.state()).isEqualTo(FindingState.OPEN);
            assertThat(run.tenant.httpsOnly()).isFalse();
            assertThat(run.tenant.closed()).isFalse();
            assertThat(run.tenant.effective).containsExactly(true, false);
            assertThat(run.tenant.secondEffects).isEqualTo(2);
            run.clock.advance(Duration.ofHours(1));
            run.settle(SHORT);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER"})
    void fixesAndUndoesOnceOverADatabase(Way way) {
        everyStep(way, AUTO, OneRule::new, H2Store::memory, run -> {
            run.drift();
            run.look();
            run.crashes.count(true);
            run.settle(LONG, SLOWLY);
            run.crashes.count(false);
            assertThat(run.state()).isEqualTo(FindingState.FIXED);
            run.clock.advance(Duration.ofHours(1));
            run.settle(SHORT);
            run.crashes.count(true);
            run.undo();
            run.settle(LONG, SLOWLY);
            run.crashes.count(false);
            assertThat(run.state()).isEqualTo(FindingState.OPEN);
            assertThat(run.tenant.effective).containsExactly(true, false);
        });
    }

    /** Every ninth step only: each run has an emulator of its own. */
    @ParameterizedTest
    @EnumSource(names = {"CRASH_AFTER", "FAULT_AFTER"})
    @ExtendWith(AzuriteExtension.class)
    void fixesOnceOverAzureTables(Way way) {
        int step = 4;
        boolean struck = true;
        while (struck) {
            try (Azurite azurite = Azurite.inMemory()) {
                struck = struck(
                        new Crashes(step, way),
                        AUTO,
                        OneRule::new,
                        clock -> new QueuesInMemory(azurite, new MemoryStore(clock)),
                        CrashEnumerationTest::fixedOnce);
            }
            step += 9;
        }
        assertThat(step).isGreaterThan(20);
    }
}
