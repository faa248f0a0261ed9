package dev.driftwarden.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A list of OCSF 1.3.0 Compliance Findings (class 2003), one for each line that is not a skip. */
public final class OcsfReport implements LineReport {
    private static final int COMPLIANCE_FINDING = 2003;
    private static final int CREATE = 1;

    private final ObjectMapper mapper = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();
    private final String version;
    private final Clock clock;

    /**
     * @param version of this program
     */
    public OcsfReport(String version, Clock clock) {
        this.version = version;
        this.clock = clock;
    }

    @Override
    public void write(Iterable<Line> lines, Writer out) throws IOException {
        long now = clock.millis();
        ArrayNode findings = mapper.createArrayNode();
        for (Line line : lines) {
            if (line.verdict() != Verdict.SKIP) {
                findings.add(finding(line, now));
            }
        }
        mapper.writerWithDefaultPrettyPrinter().writeValue(out, findings);
        out.write('\n');
    }

    private ObjectNode finding(Line line, long now) {
        ObjectNode finding = mapper.createObjectNode();
        finding.put("category_uid", 2).put("category_name", "Findings");
        finding.put("class_uid", COMPLIANCE_FINDING).put("class_name", "Compliance Finding");
        finding.put("activity_id", CREATE).put("activity_name", "Create");
        finding.put("type_uid", COMPLIANCE_FINDING * 100 + CREATE);
        finding.put("time", now);
        putStatus(finding, line.life());
        finding.put("message", line.message());
        putSeverity(finding, line);
        putMetadata(finding);
        putInfo(finding, line, now);
        putCompliance(finding, line);
        putResource(finding, line);
        if (line.operations() != null) {
            finding.putObject("remediation").put("desc", line.operations().toString());
        }
        return finding;
    }

    /** What is not kept as a finding has just been found. */
    private static void putStatus(ObjectNode finding, Line.@Nullable Life life) {
        FindingState state = life == null ? FindingState.OPEN : life.state();
        if (!state.isOpen()) {
            finding.put("status_id", 4).put("status", "Resolved");
        } else if (state.inProgress()) {
            finding.put("status_id", 2).put("status", "In Progress");
        } else {
            finding.put("status_id", 1).put("status", "New");
        }
    }

    private static void putSeverity(ObjectNode finding, Line line) {
        boolean failed = line.verdict() == Verdict.FAIL;
        finding.put("severity_id", failed ? severityId(line.severity()) : 1);
        finding.put("severity", failed ? capitalised(line.severity().toString()) : "Informational");
    }

    private static int severityId(Severity severity) {
        return switch (severity) {
            case LOW -> 2;
            case MEDIUM -> 3;
            case HIGH -> 4;
            case CRITICAL -> 5;
        };
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private void putMetadata(ObjectNode finding) {
        ObjectNode metadata = finding.putObject("metadata").put("version", "1.3.0");
        metadata.putObject("product")
                .put("name", "Driftwarden")
                .put("vendor_name", "Driftwarden")
                .put("version", version);
        metadata.putArray("profiles").add("cloud");
        finding.putObject("cloud").put("provider", "Azure");
    }

    private static void putInfo(ObjectNode finding, Line line, long now) {
        String identity = line.rule().id() + "\n" + line.resource().key();
        ObjectNode info = finding.putObject("finding_info");
        info.put(
                "uid",
                UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                        .toString());
        info.put("title", line.rule().title());
        info.put("desc", line.message());
        info.put(
                "created_time",
                line.life() == null ? now : line.life().openedAt().toEpochMilli());
        info.putObject("analytic")
                .put("uid", line.rule().id())
                .put("name", line.rule().id())
                .put("type_id", 1)
                .put("type", "Rule");
    }

    /** A rule that covers no framework is its own standard. Status 2, Warning, is OCSF's word for "no result, because information is missing". */
    private static void putCompliance(ObjectNode finding, Line line) {
        ObjectNode compliance = finding.putObject("compliance");
        compliance.put("control", line.rule().id());
        ArrayNode standards = compliance.putArray("standards");
        ArrayNode requirements = compliance.putArray("requirements");
        new TreeMap<>(line.rule().controls()).forEach((framework, controls) -> {
            standards.add(framework);
            controls.forEach(control -> requirements.add(framework + " " + control));
        });
        if (standards.isEmpty()) {
            standards.add("driftwarden");
        }
        int status = line.verdict() == Verdict.PASS ? 1 : line.verdict() == Verdict.FAIL ? 3 : 2;
        compliance.put("status_id", status);
        compliance.put("status", status == 1 ? "Pass" : status == 3 ? "Fail" : "Warning");
        compliance.put("status_detail", line.message());
    }

    private static void putResource(ObjectNode finding, Line line) {
        ObjectNode resource = finding.putArray("resources").addObject();
        resource.put("uid", line.resource().path());
        resource.put("name", line.resource().name());
        resource.put("type", line.type().name());
    }
}
