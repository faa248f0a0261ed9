package dev.driftwarden.rule.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.Issues;
import dev.driftwarden.yaml.YamlFile;
import dev.driftwarden.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema accepts what the program ships, and the manual's examples work. */
class RuleFormatDocsTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\\n(.*?)```");
    private static final Pattern FUNCTION_ROW = Pattern.compile("(?m)^\\| `[a-zA-Z]+\\(.*\\| `([^`]+)` \\|$");

    /** A rule that has everything which the manual's fragments speak of. */
    private static final String AROUND = """
            driftwarden-rules: 1
            service: docs
            rules:
              - id: docs.example
                title: An example
                severity: low
                resource: [%s]
                api-version: "2024-05-01"
                fail: miss(resource, 'properties') && params.approvedRanges == []
                message: An example.
                mode: ticket
                params: { approvedRanges: [], breakGlass: [] }
            %s
            """;

    private static final String REST = """
                triggers: [Microsoft.Network/networkSecurityGroups/write]
                let: { openings: "nsgOpenings(resource, 22, ['Tcp'])", publicContainers: "['docs']" }
            """;
    private static final String LETS = """
                triggers: [Microsoft.Network/networkSecurityGroups/write]
                let:
                  c: resource
                  p: resource
                  nsg: resource
                  role: resource
                  accepted: resource
                  policies: "[resource]"
                  example: >-
                    [resource].map(item, %s)
            """;
    private static final String NO_FIX = """
                fix: none
                ticket: Look at it.
            """;

    static List<RuleSource> shipped() {
        return RuleBook.shippedSources();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void acceptsEveryShippedFile(RuleSource source) throws IOException {
        assertThat(schema().validate(json(source))).isEmpty();
    }

    @Test
    void refusesWhatTheProgramRefuses() throws IOException {
        ObjectNode file = (ObjectNode) json(shipped().get(0));
        ObjectNode rule = (ObjectNode) file.at("/rules/0");
        rule.remove("message");
        rule.put("mode", "often");
        rule.put("severty", "low");
        assertThat(schema().validate(file)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void loadsTheCompleteExampleOfTheManual() throws IOException {
        List<String> complete = blocks().stream()
                .filter(block -> block.startsWith("driftwarden-rules"))
                .toList();
        assertThat(complete).hasSize(1);
        RuleSource source = new RuleSource("docs/rules.md", complete.get(0), /* shipped= */ false);
        assertThat(mistakes(source.text())).isEmpty();
        assertThat(schema().validate(json(source))).isEmpty();
    }

    @Test
    void loadsEveryFragmentOfTheManual() throws IOException {
        List<String> keys = new ArrayList<>();
        for (String block : blocks()) {
            String key = block.substring(0, Math.max(0, block.indexOf(':')));
            if (!block.startsWith("#") && !block.startsWith("driftwarden-rules")) {
                keys.add(key);
                assertThat(mistakes(rule(key, block))).as(block).isEmpty();
            }
        }
        assertThat(keys).containsExactlyInAnyOrder("triggers", "reads", "guards", "fix");
    }

    @Test
    void compilesTheExampleOfEveryFunction() throws IOException {
        List<String> examples = new ArrayList<>();
        Matcher rows = FUNCTION_ROW.matcher(manual());
        while (rows.find()) {
            examples.add(rows.group(1));
        }
        assertThat(examples).hasSizeGreaterThan(20);
        for (String example : examples) {
            String lets = LETS.formatted(example);
            assertThat(mistakes(AROUND.formatted("Microsoft.Network/networkSecurityGroups", lets + NO_FIX)))
                    .as(example)
                    .isEmpty();
        }
    }

    private static String rule(String key, String block) {
        String type = "Microsoft.Network/networkSecurityGroups";
        String inside = block.indent(4);
        return switch (key) {
            case "triggers" ->
                AROUND.formatted(
                        type
                                + ", Microsoft.Storage/storageAccounts/blobServices/containers, Microsoft.Resources/subscriptions",
                        inside + NO_FIX);
            case "fix" -> AROUND.formatted(type, REST + inside).replace("mode: ticket", "mode: approve");
            default -> AROUND.formatted(type, REST + inside + NO_FIX);
        };
    }

    private static String mistakes(String text) {
        LoadResult result = RuleBook.load(
                List.of(new RuleSource("docs/rules.md", text, /* shipped= */ false)), ShippedRulesTest.CLOCK, Map.of());
        return result instanceof LoadResult.Refused refused ? refused.render() : "";
    }

    private static List<String> blocks() throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(manual());
        while (found.find()) {
            blocks.add(found.group(1));
        }
        return blocks;
    }

    private static String manual() throws IOException {
        return Files.readString(Path.of("docs/rules.md"));
    }

    private static JsonNode json(RuleSource source) {
        Issues issues = new Issues();
        YamlNode root = YamlFile.parse(source.name(), source.text(), issues).orElseThrow();
        Fields fields = Fields.of(root, issues);
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        fields.names()
                .forEach(name -> file.set(name, fields.optional(name).json().orElseThrow()));
        return file;
    }

    private static Schema schema() throws IOException {
        JsonNode text = new ObjectMapper().readTree(Files.readString(Path.of("docs/schema/rule-file.schema.json")));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
    }
}
