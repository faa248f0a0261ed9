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
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** Runs the story until it has more steps than the one that would go wrong. */
    private static void everyStep(
            Way way, String policy, Supplier<Rules> rules, Function<Clock, Store> store, Consumer<Simulation> story) {
        int step = 0;
        while (struck(new Crashes(step, way), policy, rules, store, story)) {
            step++;
        }
        assertThat(step).as("steps of the story").isGreaterThanOrEqualTo(4);
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

    /**
     * A story.
     *
     * @param before what led to it
     * @param counted the part whose steps go wrong one after the other; it is followed by a while of work
     */
    private record Story(
            String name, String policy, Consumer<Simulation> before, Consumer<Simulation> counted, End end) {
        void tell(Simulation run) {
            before.accept(run);
            run.crashes.count(true);
            counted.accept(run);
            run.settle(LONG);
            run.crashes.count(false);
            end.check(run);
            hourPasses(run);
            end.check(run);
            end.anHourLater().accept(run);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * How a story ends.
     *
     * @param writes the values that the bot's writes changed to
     * @param anHourLater what else must be so in the end
     */
    private record End(FindingState state, List<Boolean> writes, Consumer<Simulation> anHourLater) {
        static End in(FindingState state, Boolean... writes) {
            return new End(state, List.of(writes), run -> {});
        }

        End and(Consumer<Simulation> check) {
            return new End(state, writes, check);
        }

        void check(Simulation run) {
            assertThat(run.state()).isEqualTo(state);
            assertThat(run.tenant.effective).isEqualTo(writes);
        }
    }

    private static final List<Story> STORIES = List.of(
            new Story("records what it may not fix", OBSERVE, run -> {}, Simulation::drift, End.in(FindingState.OPEN)),
            new Story(
                    "fixes once and sees it pass",
                    AUTO,
                    run -> {},
                    Simulation::drift,
                    End.in(FindingState.FIXED, true)
                            .and(run -> assertThat(run.story()).contains("rechecked"))),
            new Story("asks once", APPROVE, run -> {}, Simulation::drift, End.in(FindingState.AWAITING_APPROVAL)),
            new Story(
                    "writes what was approved once",
                    APPROVE,
                    CrashEnumerationTest::asked,
                    run -> run.approve(run.asked()),
                    End.in(FindingState.FIXED, true)),
            new Story(
                    "leaves alone what was rejected",
                    APPROVE,
                    CrashEnumerationTest::asked,
                    run -> run.reject(run.asked()),
                    End.in(FindingState.OPEN)),
            new Story(
                    "turns a question that nobody answers into a ticket",
                    APPROVE,
                    run -> {
                        asked(run);
                        run.clock.advance(Duration.ofHours(24));
                    },
                    Simulation::keepHouse,
                    End.in(FindingState.TICKETED)
                            .and(run -> assertThat(run.ticket()).isPresent())),
            new Story(
                    "undoes once and does not fix again",
                    AUTO,
                    run -> {
                        asked(run);
                        hourPasses(run);
                    },
                    Simulation::undo,
                    End.in(FindingState.OPEN, true, false)),
            new Story(
                    "plans anew when a person fixed it meanwhile",
                    APPROVE,
                    run -> {
                        asked(run);
                        run.tenant.set(true);
                    },
                    run -> run.approve(run.asked()),
                    End.in(FindingState.RESOLVED)),
            new Story(
                    "needs two people and counts each once",
                    APPROVE + "\napprovals: { quorum: { high: 2 } }",
                    CrashEnumerationTest::asked,
                    run -> {
                        Approval asked = run.asked();
                        run.approve(asked);
                        assertThat(run.state()).isEqualTo(FindingState.AWAITING_APPROVAL);
                        run.approve(asked, Simulation.VERA);
                    },
                    End.in(FindingState.FIXED, true)));

    /** The plan has two writes. */
    private static final Story BOTH_WRITES = new Story(
            "finishes a plan of two writes and undoes both",
            APPROVE,
            run -> {
                run.tenant.open();
                asked(run);
            },
            run -> {
                Approval asked = run.asked();
                run.approve(asked);
                run.settle(LONG);
                assertThat(run.state()).isEqualTo(FindingState.FIXED);
                assertThat(run.finding().planId())
                        .as("the plan that was approved")
                        .isEqualTo(asked.planId());
                assertThat(run.tenant.effective).containsExactly(true);
                assertThat(run.tenant.secondEffects).isOne();
                run.undo();
            },
            End.in(FindingState.OPEN, true, false).and(run -> {
                assertThat(run.tenant.closed()).isFalse();
                assertThat(run.tenant.secondEffects).isEqualTo(2);
            }));

    /** Drifted and decided: where the policy says so, a person is asked, else it is fixed. */
    private static void asked(Simulation run) {
        run.drift();
        run.settle(SHORT);
    }

    private static void hourPasses(Simulation run) {
        run.clock.advance(Duration.ofHours(1));
        run.settle(SHORT);
    }

    private static Stream<Arguments> everyStoryEveryWay() {
        return STORIES.stream().flatMap(story -> Stream.of(Way.values()).map(way -> Arguments.of(story, way)));
    }

    @ParameterizedTest
    @MethodSource("everyStoryEveryWay")
    void endsAsItShouldWhicheverStepGoesWrong(Story story, Way way) {
        everyStep(way, story.policy(), OneRule::new, MemoryStore::new, story::tell);
    }

    @ParameterizedTest
    @EnumSource
    void finishesAPlanOfTwoWritesAndUndoesBoth(Way way) {
        everyStep(way, BOTH_WRITES.policy(), TwoSteps::new, MemoryStore::new, BOTH_WRITES::tell);
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
        hourPasses(run);
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
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER"})
    void fixesAndUndoesOnceOverADatabase(Way way) {
        everyStep(way, AUTO, OneRule::new, H2Store::memory, run -> {
            fixedOnce(run);
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
