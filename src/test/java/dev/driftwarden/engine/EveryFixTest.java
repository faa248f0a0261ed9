package dev.driftwarden.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.check.cases.CaseFolder;
import dev.driftwarden.check.cases.CaseRunner;
import dev.driftwarden.check.cases.RuleCase;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.testing.MemoryStore;
import dev.driftwarden.testing.MutableClock;
import dev.driftwarden.yaml.Issues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever a shipped rule proposes in its cases: it can be told by reading whether it is written, and whether it is undone. Else a
 * try that was cut short would be believed done, or an undo that was never written.
 */
class EveryFixTest {
    private final MutableClock clock = MutableClock.atNoon();
    private final Rules rules = RuleBook.shipped(clock, Map.of());
    private final MemoryStore store = new MemoryStore(clock);

    @TestFactory
    Stream<DynamicTest> isTellable() {
        CaseRunner runner = new CaseRunner(rules);
        return CaseFolder.files(Path.of("cases")).stream()
                .map(file -> CaseFolder.read(file, new Issues()).orElseThrow())
                .flatMap(one -> runner
                        .run(one)
                        .judgement()
                        .flatMap(judgement -> Optional.ofNullable(judgement.fix())
                                .map(fix -> DynamicTest.dynamicTest(one.name(), () -> tellable(one, judgement, fix))))
                        .stream());
    }

    private void tellable(RuleCase one, Judgement judgement, Fix fix) {
        Afterworld world = new Afterworld(one.world()).knowing(fix);
        Plan plan = new Planner(clock)
                .plan(judgement, 1, world)
                .orElseThrow(() -> new AssertionError("a target is not in the world of " + one.name()))
                .kept(store.bodies());
        if (plan.operations().size() > 1) {
            assertThat(steps(plan, world)).as("before the fix of " + one.name()).doesNotContain(Progress.Standing.DONE);
        }

        plan.operations().forEach(world::run);
        assertThat(steps(plan, world)).as("after the fix of " + one.name()).allMatch(Progress.Standing.DONE::equals);
        assertThat(UndoState.of(plan, world).steps())
                .as("before the undo of " + one.name())
                .allSatisfy(step -> assertThat(step.standing()).isEqualTo(UndoState.Standing.AS_FIXED));

        plan.undo().forEach(world::run);
        assertThat(UndoState.of(plan, world).steps())
                .as("after the undo of " + one.name())
                .filteredOn(step -> step.operation().method() != Method.POST)
                .allSatisfy(step -> assertThat(step.standing()).isEqualTo(UndoState.Standing.BACK));
    }

    /** What is so of each operation but the actions, which leave nothing to see. */
    private List<Progress.Standing> steps(Plan plan, Afterworld world) {
        Progress progress = Progress.of(plan, world, store.bodies());
        return Stream.iterate(0, i -> i < plan.operations().size(), i -> i + 1)
                .filter(i -> plan.operations().get(i).method() != Method.POST)
                .map(progress.operations()::get)
                .toList();
    }
}
