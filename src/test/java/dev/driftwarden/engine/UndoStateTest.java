package dev.driftwarden.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.engine.UndoState.Standing;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.testing.MutableClock;
import dev.driftwarden.testing.Samples;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read tells whether a whole object was put back. */
class UndoStateTest {
    private static final String BEFORE = "{'properties':{'a':1}}";
    private static final String ADDED = "{'properties':{'a':1,'b':{'on':true}}}";
    private static final String CHANGED = "{'properties':{'a':2}}";

    private static Operation put(String body) {
        return new Operation(Method.PUT, Samples.ACCOUNT, "v", Samples.json(body.replace('\'', '"')));
    }

    private static Plan plan(String fixed) {
        Fix fix = new Fix(List.of(put(fixed)), List.of(), "", List.of(put(BEFORE)), "");
        MutableClock clock = MutableClock.atNoon();
        return new Planner(clock)
                .plan(Samples.failing(Mode.AUTO, fix, List.of()), 1, new SmallTenant())
                .orElseThrow()
                .unkept();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ADDED + "|" + ADDED + "|AS_FIXED",
                ADDED + "|" + BEFORE + "|BACK",
                ADDED + "|{'properties':{'a':1,'b':{'on':false}}}|BACK",
                ADDED + "|{'properties':{'a':3,'b':{'on':true}}}|CHANGED",
                CHANGED + "|" + CHANGED + "|AS_FIXED",
                CHANGED + "|" + BEFORE + "|BACK",
                CHANGED + "|{'properties':{'a':3}}|CHANGED"
            })
    void tellsWhatIsBack(String fixed, String live, Standing standing) {
        Afterworld world = new Afterworld(new SmallTenant());
        world.run(put(live));

        assertThat(UndoState.of(plan(fixed), world).steps())
                .singleElement()
                .extracting(UndoState.Step::standing)
                .isEqualTo(standing);
    }
}
