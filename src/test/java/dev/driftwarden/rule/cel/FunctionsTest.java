package dev.driftwarden.rule.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final Compiler COMPILER =
            Compiler.of(CLOCK).with(Map.of("r", ValueType.ANY, "now", ValueType.MOMENT));
    private static final String BODY = """
            {"s":"Text","e":"","n":null,"i":7,"d":7.0,"h":7.5,"big":1e400,"b":true,"l":[1,{"k":"v"}],"o":{"a.b":1,"Key":2},
            "t":"2026-02-01T00:00:00Z"}""";

    private static Object evaluate(String expression) {
        Compiler.Outcome outcome = COMPILER.compile(expression, ValueType.ANY);
        assertThat(outcome.problems()).as(expression).isEmpty();
        Object body = Json.view(json(), "");
        return Objects.requireNonNull(outcome.compiled())
                .evaluate(name -> name.equals("r") ? body : name.equals("now") ? CLOCK.instant() : null);
    }

    private static JsonNode json() {
        try {
            return new ObjectMapper().readTree(BODY);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get(r, 's', '') | Text",
                "get(r, 'e', 'x') | x",
                "get(r, 'n', 'x') | x",
                "get(r, 'no.way', 'x') | x",
                "get(r, 'd', 1) == 7 | true",
                "get(r, 'h', 1.5) > 7.0 | true",
                "get(r, 'i', 1.5) == 7.0 | true",
                "get(r, 'l[1].k', '') | v",
                "get(r, 'l[9].k', 'x') | x",
                "get(r, \"o['a.b']\", 0) | 1",
                "getIgnoreCase(r, 'o.key', 0) | 2",
                "getEnum(r, 's', 'None', ['text']) | text",
                "getEnum(r, 'no', 'None', ['text']) | none",
                "miss(r, 'n') && miss(r, 'e') && miss(r, 'x.y') && !miss(r, 's') | true",
                "same('A', 'a') && within('X', ['y', 'x']) | true",
                "csv('AzureServices, Logging,') | AzureServices, Logging",
                "numeric('90') > 30.0 | true",
                "segment('/subscriptions/S/resourceGroups/g', 'RESOURCEGROUPS') | g",
                "parentId('/subscriptions/s/providers/Microsoft.X/y/z/') | /subscriptions/s",
                "scopeKind('providers/Microsoft.Management/managementGroups/m/') | managementGroup",
                "scopeKind('/') | root",
                "age(get(r, 't')) > days(28) | true",
                "age(0) > days(365) | true",
                "moment('2026-03-01') < now | true",
                "uuid('a') == uuid('a') && uuid('a') != uuid('b') | true",
                "merge({'a': {'b': 1}}, {'a': {'c': 2}}) | {\"a\":{\"b\":1,\"c\":2}}",
                "with(r.o, 'x.y', 1) | {\"a.b\":1,\"Key\":2,\"x\":{\"y\":1}}",
                "without(r.o, [\"['a.b']\", 'no.way']) | {\"Key\":2}",
                "only(r, ['n', 'b', 'no']) | {\"b\":true}",
                "ipCover(['0.0.0.0/1', '128.0.0.0/1']) > 3000000000 | true",
                "ipCoverRanges([['8.8.8.0', '8.8.8.255']]) | 256",
                "wideIpv6(['::/0']) && !wideIpv6(['2001:db8::/32']) | true",
                "roleCan({'properties': {'permissions': [{'actions': ['*'], 'notActions': ['*']}]}}, 'a/b/write') | false",
            })
    void givesAsDocumented(String expression, String expected) {
        assertThat(Json.text(evaluate(expression))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get(r, 's', true) | 's' is a text, expected true or false",
                "get(r, 'b', 'x') | 'b' is true or false, expected a text",
                "get(r, 'l', {}) | 'l' is a list, expected an object",
                "get(r, 's.x', 1) | 's.x' cannot be read: the value before 'x' is a text, expected an object",
                "get(r.l[1], 'k', 1) | 'l[1].k' is a text, expected a number",
                "get(r, 'h', 1) | 'h' is 7.5, expected a whole number",
                "get(r, 'big', 1) | 'big' is Infinity, expected a whole number",
                "get(r, 'no') | 'no' is missing",
                "getEnum(r, 's', 'None', ['other']) | 's' has the unknown value 'text'",
                "get(r, 'a[x', 1) | the path 'a[x' opens '[' and never closes it",
                "lower(r.i) | lower() was given a number, expected a text",
                "age('soon') | 'soon' is no moment",
                "r.nothing == 1 | key 'nothing' is not present in map.",
            })
    void whatCannotBeToldIsAnErrorWithItsPath(String expression, String message) {
        assertThatThrownBy(() -> evaluate(expression))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(message);
    }

    @Test
    void aLoopWithoutEndIsCutOff() {
        String loop = "range.exists(a, range.exists(b, range.exists(c, range.exists(d, a + b + c + d == 9999))))"
                .replace("range", "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]");
        assertThatThrownBy(() -> evaluate(loop))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("udget");
    }

    @Test
    void refusesComparingAValueWithAnotherTypeThanItsDefault() {
        Compiler.Outcome outcome = COMPILER.compile("get(r, 'a', true) == 'x'", ValueType.TRUTH);
        assertThat(outcome.problems())
                .containsExactly(new Compiler.Problem(18, "'==' cannot be applied to (bool, string)"));
    }
}
