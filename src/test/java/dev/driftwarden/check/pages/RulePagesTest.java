package dev.driftwarden.check.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.check.cases.CaseFolder;
import dev.driftwarden.check.cases.RuleCase;
import dev.driftwarden.rule.book.LoadResult;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.testing.MutableClock;
import dev.driftwarden.yaml.Issues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulePagesTest {
    private static final Path COMMITTED = Path.of("docs/rules");

    @Test
    void committedPagesAreThoseOfTheRulesAsTheyAreNow() throws IOException {
        RuleBook book = RuleBook.shipped(MutableClock.atNoon(), Map.of());
        assertThat(committed())
                .as("run `driftwarden rules docs docs/rules` and commit what it writes")
                .isEqualTo(RulePages.of(book, cases()));
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        for (Map.Entry<String, String> page : committed().entrySet()) {
            var links = Pattern.compile("\\]\\(([^)]+)\\)").matcher(page.getValue());
            while (links.find()) {
                assertThat(COMMITTED.resolve(links.group(1))).as(page.getKey()).exists();
            }
        }
    }

    @Test
    void noTextOfARuleBecomesMarkup() {
        String page = page("""
                driftwarden-rules: 1
                service: "| <b>house</b>"
                rules:
                  - id: house.hostile
                    title: "# <script>alert(1)</script> [x](javascript:1) | `a` \\u202e"
                    severity: low
                    resource: Microsoft.Compute/virtualMachines
                    api-version: "2024-03-01"
                    triggers: [Microsoft.Compute/virtualMachines/write]
                    params: { limit: { default: "|`", about: "a | b <i>" } }
                    fail: get(resource, 'name', '') == '```' + params.limit
                    message: "![x](https://evil.example/x.png) ${get(resource, 'name', '``')} &lt;"
                    fix: none
                    ticket: "- <img src=x onerror=alert(1)>"
                    mode: ticket
                """);
        assertThat(page)
                .contains("# \\# &lt;script&gt;alert(1)&lt;/script&gt; \\[x\\](javascript:1) \\| \\`a\\` ?")
                .contains("\\!\\[x\\](https://evil.example/x.png)")
                .contains("```${get(resource, 'name', '``')}```")
                .contains("&amp;lt;")
                .contains("````cel\nget(resource, 'name', '') == '```' + params.limit\n````")
                .contains("| `limit` | ``\"\\|`\"`` | a \\| b &lt;i&gt; |")
                .doesNotContain("<script", "<img", "<i>", "\u202e");
    }

    @Test
    void breaksLongExpressionsOnlyOutsideOfQuotes() {
        String word = "x".repeat(30);
        String line = "a == '" + (word + " ").repeat(4) + "' && b == c";
        assertThat(CodeLines.broken(line, 40)).isEqualTo("a ==\n    '" + (word + " ").repeat(4) + "'\n    && b == c");
        assertThat(CodeLines.broken("short", 40)).isEqualTo("short");
    }

    private static String page(String file) {
        LoadResult result = RuleBook.load(
                List.of(new RuleSource("own.yaml", file, /* shipped= */ false)), MutableClock.atNoon(), Map.of());
        assertThat(result).isInstanceOf(LoadResult.Loaded.class);
        Map<String, String> pages = RulePages.of(((LoadResult.Loaded) result).book(), List.of());
        return Objects.requireNonNull(pages.get("house.hostile.md"));
    }

    private static Map<String, String> committed() throws IOException {
        Map<String, String> pages = new TreeMap<>();
        try (Stream<Path> files = Files.list(COMMITTED)) {
            for (Path file : files.toList()) {
                pages.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return pages;
    }

    private static List<RuleCase> cases() {
        Issues issues = new Issues();
        return CaseFolder.files(Path.of("cases")).stream()
                .flatMap(file -> CaseFolder.read(file, issues).stream())
                .toList();
    }
}
