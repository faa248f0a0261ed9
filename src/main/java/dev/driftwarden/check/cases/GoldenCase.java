package dev.driftwarden.check.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.check.ResultJson;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Writes what a rule said into the case that expected something else. Everything before the line {@code expect:} stays as
 * it is; what stands behind it is replaced, so a case keeps {@code expect} last. A rewritten case has still failed: a
 * person has to read the difference first.
 */
public final class GoldenCase {
    private GoldenCase() {}

    /** Rewrites the file of the case. */
    public static void rewrite(RuleCase ruleCase, Judgement judgement) {
        String text = CaseFolder.text(ruleCase.file());
        String kept = text.replaceFirst("(?ms)^expect:.*\\z", "");
        try {
            Files.writeString(ruleCase.file(), kept + expectation(ruleCase.expected(), judgement));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + ruleCase.file(), e);
        }
    }

    private static String expectation(Expectation before, Judgement judgement) {
        Map<String, @Nullable Object> expect = new LinkedHashMap<>();
        expect.put("verdict", judgement.verdict().toString());
        if (judgement.verdict() == Verdict.FAIL) {
            expect.put("severity", judgement.severity().toString());
        }
        expect.put("message-contains", message(before, judgement));
        if (judgement.verdict() == Verdict.FAIL) {
            expect.put("evidence", evidence(judgement));
        }
        Fix fix = judgement.fix();
        if (fix != null) {
            expect.put("fix", operations(ResultJson.operations(fix.operations()), judgement));
            expect.put("undo", operations(ResultJson.operations(fix.undo()), judgement));
        }
        return new Dump(settings()).dumpToString(Map.of("expect", expect));
    }

    private static Object message(Expectation before, Judgement judgement) {
        List<String> stillTrue = before.messageContains().stream()
                .filter(judgement.message()::contains)
                .toList();
        return stillTrue.isEmpty() ? judgement.message() : stillTrue;
    }

    private static Map<String, @Nullable Object> evidence(Judgement judgement) {
        Map<String, @Nullable Object> seen = new LinkedHashMap<>();
        judgement.evidence().forEach(one -> seen.put(one.path(), plain(one.value())));
        return seen;
    }

    private static @Nullable Object operations(ArrayNode operations, Judgement judgement) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        operations.forEach(operation -> {
            var copy = ((ObjectNode) operation).deepCopy();
            if (copy.path("target").asText().equals(judgement.resource().path())) {
                copy.remove("target");
            }
            if (copy.path("body").isNull()) {
                copy.remove("body");
            }
            shown.add(copy);
        });
        return plain(shown);
    }

    private static @Nullable Object plain(JsonNode node) {
        return node.isMissingNode() ? null : new ObjectMapper().convertValue(node, Object.class);
    }

    private static DumpSettings settings() {
        return DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setWidth(120)
                .build();
    }
}
