package dev.driftwarden.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.world.recorded.Place;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A SARIF 2.1.0 log, as code scanning services take it (OASIS Standard, 27 March 2020). Unknown is kind {@code open}. */
public final class SarifReport implements LineReport {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private final ObjectMapper mapper = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();
    private final String version;

    /**
     * @param version of this program
     */
    public SarifReport(String version) {
        this.version = version;
    }

    @Override
    public void write(Iterable<Line> lines, Writer out) throws IOException {
        Map<String, Integer> ruleIndexes = new LinkedHashMap<>();
        ArrayNode rules = mapper.createArrayNode();
        ArrayNode results = mapper.createArrayNode();
        for (Line line : lines) {
            Integer index = ruleIndexes.get(line.rule().id());
            if (index == null) {
                index = rules.size();
                ruleIndexes.put(line.rule().id(), index);
                rules.add(rule(line.rule()));
            }
            results.add(result(line, index));
        }
        mapper.writerWithDefaultPrettyPrinter().writeValue(out, log(rules, results));
        out.write('\n');
    }

    private ObjectNode log(ArrayNode rules, ArrayNode results) {
        ObjectNode log = mapper.createObjectNode();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "Driftwarden").put("version", version);
        driver.set("rules", rules);
        run.put("columnKind", "utf16CodeUnits");
        run.set("results", results);
        return log;
    }

    private ObjectNode rule(RuleInfo info) {
        ObjectNode rule = mapper.createObjectNode();
        rule.put("id", info.id());
        rule.putObject("shortDescription").put("text", info.title());
        rule.putObject("defaultConfiguration").put("level", level(info.severity()));
        ObjectNode properties = rule.putObject("properties");
        properties.put("security-severity", score(info.severity()));
        ArrayNode tags = properties.putArray("tags").add("security").add(info.service());
        new java.util.TreeMap<>(info.controls())
                .forEach((framework, controls) -> controls.forEach(c -> tags.add(framework + ":" + c)));
        return rule;
    }

    private ObjectNode result(Line line, int ruleIndex) {
        ObjectNode result = mapper.createObjectNode();
        result.put("ruleId", line.rule().id()).put("ruleIndex", ruleIndex);
        result.put("kind", kind(line.verdict()));
        result.put("level", line.verdict() == Verdict.FAIL ? level(line.severity()) : "none");
        result.putObject("message").put("text", line.message());
        result.putArray("locations").add(location(line));
        result.putObject("partialFingerprints").put("ruleAndResource/v1", fingerprint(line));
        result.putObject("properties").set("driftwarden", line.details());
        return result;
    }

    private ObjectNode location(Line line) {
        ObjectNode location = mapper.createObjectNode();
        if (line.place() != null) {
            putPhysical(location, line.place());
        }
        location.putArray("logicalLocations")
                .addObject()
                .put("fullyQualifiedName", line.resource().path())
                .put("name", line.resource().name())
                .put("kind", "resource");
        return location;
    }

    private static void putPhysical(ObjectNode location, Place place) {
        ObjectNode physical = location.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", FileUri.of(place.file()));
        physical.putObject("region").put("startLine", place.line()).put("startColumn", place.column());
    }

    private static String fingerprint(Line line) {
        String identity = line.rule().id() + "\n" + line.resource().key();
        return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String kind(Verdict verdict) {
        return switch (verdict) {
            case FAIL -> "fail";
            case PASS -> "pass";
            case SKIP -> "notApplicable";
            case ERROR -> "open";
        };
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case LOW -> "note";
            case MEDIUM -> "warning";
            case HIGH, CRITICAL -> "error";
        };
    }

    /** The figures by which code scanning services grade security findings. */
    private static String score(Severity severity) {
        return switch (severity) {
            case LOW -> "3.0";
            case MEDIUM -> "5.5";
            case HIGH -> "8.0";
            case CRITICAL -> "9.5";
        };
    }
}
