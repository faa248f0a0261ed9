package dev.driftwarden.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.testing.MutableClock;
import dev.driftwarden.yaml.Issues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manual's example is a valid policy, and the published schema knows what the reader knows. */
class PolicyDocsTest {
    private static final Pattern TOP_LEVEL = Pattern.compile("(?m)^([a-z-]+):");

    @Test
    void readsTheExampleOfTheManual() throws IOException {
        Issues issues = new Issues();
        PolicyFile.read("docs/policy.md", example(), rules(), issues);
        assertThat(issues.render()).isEmpty();
    }

    @Test
    void readsTheExampleToBeginWith() throws IOException {
        Path file = Path.of("examples/policy.yaml");
        Issues issues = new Issues();
        PolicyFile.read(file.toString(), Files.readString(file), rules(), issues);
        assertThat(issues.render()).isEmpty();
    }

    @Test
    void namesTheSameKeysInManualSchemaAndReader() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(Path.of("docs/schema/policy-file.schema.json")));
        Set<String> inSchema = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(inSchema::add);
        Set<String> inManual = new TreeSet<>();
        Matcher keys = TOP_LEVEL.matcher(example());
        while (keys.find()) {
            inManual.add(keys.group(1));
        }
        assertThat(inManual).isEqualTo(inSchema);
        for (String key : inSchema) {
            Issues issues = new Issues();
            PolicyFile.read("p.yaml", key + ":", rules(), issues);
            assertThat(issues.render()).as(key).doesNotContain("unknown key");
        }
    }

    private static String example() throws IOException {
        Matcher block = Pattern.compile("(?s)```yaml\\n(.*?)```").matcher(Files.readString(Path.of("docs/policy.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static Map<String, Map<String, JsonNode>> rules() {
        return RuleBook.shipped(MutableClock.atNoon(), Map.of()).parameters();
    }
}
