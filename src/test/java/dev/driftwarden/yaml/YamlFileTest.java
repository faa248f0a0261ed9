package dev.driftwarden.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.yaml.YamlNode.Mapping;
import dev.driftwarden.yaml.YamlNode.Scalar;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class YamlFileTest {
    enum Colour {
        RED,
        GREEN
    }

    private final Issues issues = new Issues();

    private Fields read(String text) {
        return Fields.of(YamlFile.parse("a.yaml", text, issues).orElseThrow(), issues);
    }

    @Test
    void readsEveryTypeWithItsPlace() {
        Fields fields = read("""
                name: x
                count: 3
                on: true
                wait: P30D
                colour: green
                list: [a, b]
                """);
        assertThat(fields.required("name").text()).contains("x");
        assertThat(fields.required("count").integer(1, 9)).contains(3);
        assertThat(fields.required("on").truth()).contains(true);
        assertThat(fields.required("wait").duration()).contains(Duration.ofDays(30));
        assertThat(fields.required("colour").oneOf(Colour.class)).contains(Colour.GREEN);
        assertThat(fields.required("list").texts()).containsExactly("a", "b");
        assertThat(fields.required("list").place()).hasToString("a.yaml:6:7");
        fields.end();
        assertThat(issues.isEmpty()).isTrue();
    }

    @Test
    void reportsAllMistakesAtOnceInTheOrderOfTheText() {
        Fields fields = read("""
                nmae: x
                count: three
                count: 4
                colour: geren
                list: a
                """);
        fields.required("name").text();
        fields.required("count").integer(1, 9);
        fields.required("colour").oneOf(Colour.class);
        fields.required("list").items();
        fields.end();
        assertThat(issues.render()).isEqualTo("""
                a.yaml:1:1: missing key 'name'
                    nmae: x
                    ^

                a.yaml:1:1: unknown key 'nmae'; did you mean 'name'?
                    nmae: x
                    ^

                a.yaml:2:8: 'count' must be a whole number, found a text
                    count: three
                           ^

                a.yaml:3:1: duplicate key 'count', first in line 2
                    count: 4
                    ^

                a.yaml:4:9: 'colour' must be one of red, green, not 'geren'; did you mean 'green'?
                    colour: geren
                            ^

                a.yaml:5:7: 'list' must be a list, found a text
                    list: a
                          ^""");
    }

    @Test
    void reportsBrokenSyntaxAsOneIssueWithItsPlace() {
        assertThat(YamlFile.parse("b.yaml", "a: [1, 2\nb: 3\n", issues)).isEmpty();
        assertThat(issues.list()).hasSize(1);
        assertThat(issues.render()).startsWith("b.yaml:2:").contains("broken YAML");
    }

    @Test
    void reportsControlCharactersAndEmptyFiles() {
        assertThat(YamlFile.parse("c.yaml", "a: \u0007\n", issues)).isEmpty();
        assertThat(YamlFile.parse("d.yaml", "# nothing\n", issues)).isEmpty();
        assertThat(issues.list()).hasSize(2);
    }

    @Test
    void refusesAliasesThatUnfoldWithoutBound() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + " , ").repeat(9) + "x"));
        }
        assertThat(YamlFile.parse("bomb.yaml", bomb.toString(), issues)).isEmpty();
        assertThat(YamlFile.parse("loop.yaml", "a: &a [*a]\n", issues)).isEmpty();
        assertThat(issues.list()).hasSize(2);
    }

    @Test
    void findsCharactersOfFoldedQuotedAndBlockTexts() {
        assertThat(place("k: abc def\n", "def")).isEqualTo("a.yaml:1:8");
        assertThat(place("k: 'it''s abc'\n", "abc")).isEqualTo("a.yaml:1:11");
        assertThat(place("k: |\n  one\n  two x\n", "x")).isEqualTo("a.yaml:3:7");
        assertThat(place("k: >-\n  one\n  two\n\n  three x\n", "x")).isEqualTo("a.yaml:5:9");
    }

    private String place(String yaml, String word) {
        Optional<YamlNode> node = YamlFile.parse("a.yaml", yaml, issues);
        Scalar scalar = (Scalar) ((Mapping) node.orElseThrow()).entries().get(0).value();
        return scalar.at(scalar.text().indexOf(word)).toString();
    }

    @Test
    void turnsValuesIntoJson() {
        Fields fields = read("v: { a: 1, b: 1.5, c: [true, null, 'x'], d: '1' }\n");
        assertThat(fields.required("v").json().orElseThrow())
                .hasToString("{\"a\":1,\"b\":1.5,\"c\":[true,null,\"x\"],\"d\":\"1\"}");
    }
}
