package dev.driftwarden.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An approval holds for exactly what was shown: whatever decides about the write has its part in the hash. */
class PlanHashTest {
    private static final JsonNode OFF = Samples.json("false");
    private static final Operation FIX = operation(Method.PATCH, Samples.ACCOUNT, "v1", "{\"a\":1,\"b\":{\"c\":2}}");
    private static final Operation UNDO = operation(Method.PATCH, Samples.ACCOUNT, "v1", "{\"a\":0}");
    private static final String HASH = hash("rule", "version", List.of(FIX), List.of(UNDO), Map.of("path", OFF));

    private static Operation operation(Method method, ResourceId target, String apiVersion, String body) {
        return new Operation(method, target, apiVersion, Samples.json(body));
    }

    private static String hash(
            String rule, String version, List<Operation> fix, List<Operation> undo, Map<String, JsonNode> reliedOn) {
        return PlanHash.of(rule, version, new Fix(fix, List.of(), "", undo, ""), reliedOn);
    }

    private static String ofFix(Operation... operations) {
        return hash("rule", "version", List.of(operations), List.of(UNDO), Map.of("path", OFF));
    }

    static Stream<String> others() {
        List<Operation> fix = List.of(FIX);
        List<Operation> undo = List.of(UNDO);
        return Stream.of(
                hash("other", "version", fix, undo, Map.of("path", OFF)),
                hash("rule", "other", fix, undo, Map.of("path", OFF)),
                ofFix(operation(Method.PUT, Samples.ACCOUNT, "v1", "{\"a\":1,\"b\":{\"c\":2}}")),
                ofFix(operation(Method.PATCH, Samples.ACCOUNT.resolve("x/y"), "v1", "{\"a\":1,\"b\":{\"c\":2}}")),
                ofFix(operation(Method.PATCH, Samples.ACCOUNT, "v2", "{\"a\":1,\"b\":{\"c\":2}}")),
                ofFix(operation(Method.PATCH, Samples.ACCOUNT, "v1", "{\"a\":1,\"b\":{\"c\":3}}")),
                ofFix(operation(Method.PATCH, Samples.ACCOUNT, "v1", "{\"a\":\"1\",\"b\":{\"c\":2}}")),
                ofFix(FIX, UNDO),
                hash("rule", "version", fix, List.of(), Map.of("path", OFF)),
                hash("rule", "version", fix, List.of(FIX), Map.of("path", OFF)),
                hash("rule", "version", fix, undo, Map.of()),
                hash("rule", "version", fix, undo, Map.of("path", Samples.json("null"))),
                hash("rule", "version", fix, undo, Map.of("other", OFF)));
    }

    @ParameterizedTest
    @MethodSource("others")
    void isAnotherForWhateverIsDifferent(String other) {
        assertThat(other).isNotEqualTo(HASH);
    }

    @Test
    void isTheSameForAnotherOrderOfKeysAndAnotherCaseOfTheTarget() {
        ResourceId lower = ResourceId.parse(Samples.ACCOUNT.key());
        assertThat(ofFix(operation(Method.PATCH, lower, "v1", "{\"b\":{\"c\":2},\"a\":1}")))
                .isEqualTo(HASH);
    }
}
