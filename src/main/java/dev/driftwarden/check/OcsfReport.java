package dev.driftwarden.check;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.TreeMap;
import java.util.UUID;

/** A list of OCSF 1.3.0 Compliance Findings (class 2003), one for each judgement that is not a skip. */
public final class OcsfReport implements Report {
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
    public void write(CheckedWorld checked, Writer out) throws IOException {
        long now = clock.millis();
        ArrayNode findings = mapper.createArrayNode();
        checked.judgements().stream()
                .filter(judgement -> judgement.verdict() != Verdict.SKIP)
                .forEach(judgement -> findings.add(finding(judgement, now)));
        mapper.writerWithDefaultPrettyPrinter().writeValue(out, findings);
        out.write('\n');
    }

    private ObjectNode finding(Judgement judgement, long now) {
        ObjectNode finding = mapper.createObjectNode();
        finding.put("category_uid", 2).put("category_name", "Findings");
        finding.put("class_uid", COMPLIANCE_FINDING).put("class_name", "Compliance Finding");
        finding.put("activity_id", CREATE).put("activity_name", "Create");
        finding.put("type_uid", COMPLIANCE_FINDING * 100 + CREATE);
        finding.put("time", now);
        finding.put("status_id", 1).put("status", "New");
        finding.put("message", ResultJson.message(judgement));
        putSeverity(finding, judgement);
        putMetadata(finding);
        putInfo(finding, judgement, now);
        putCompliance(finding, judgement);
        putResource(finding, judgement);
        if (judgement.fix() != null) {
            finding.putObject("remediation")
                    .put(
                            "desc",
                            ResultJson.operations(judgement.fix().operations()).toString());
        }
        return finding;
    }

    private static void putSeverity(ObjectNode finding, Judgement judgement) {
        boolean failed = judgement.verdict() == Verdict.FAIL;
        finding.put("severity_id", failed ? severityId(judgement.severity()) : 1);
        finding.put("severity", failed ? capitalised(judgement.severity().toString()) : "Informational");
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

    private static void putInfo(ObjectNode finding, Judgement judgement, long now) {
        String identity = judgement.rule().id() + "\n" + judgement.resource().key();
        ObjectNode info = finding.putObject("finding_info");
        info.put(
                "uid",
                UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                        .toString());
        info.put("title", judgement.rule().title());
        info.put("desc", ResultJson.message(judgement));
        info.put("created_time", now);
        info.putObject("analytic")
                .put("uid", judgement.rule().id())
                .put("name", judgement.rule().id())
                .put("type_id", 1)
                .put("type", "Rule");
    }

    /** A rule that covers no framework is its own standard. Status 2, Warning, is OCSF's word for "no result, because information is missing". */
    private static void putCompliance(ObjectNode finding, Judgement judgement) {
        ObjectNode compliance = finding.putObject("compliance");
        compliance.put("control", judgement.rule().id());
        ArrayNode standards = compliance.putArray("standards");
        ArrayNode requirements = compliance.putArray("requirements");
        new TreeMap<>(judgement.rule().controls()).forEach((framework, controls) -> {
            standards.add(framework);
            controls.forEach(control -> requirements.add(framework + " " + control));
        });
        if (standards.isEmpty()) {
            standards.add("driftwarden");
        }
        int status = judgement.verdict() == Verdict.PASS ? 1 : judgement.verdict() == Verdict.FAIL ? 3 : 2;
        compliance.put("status_id", status);
        compliance.put("status", status == 1 ? "Pass" : status == 3 ? "Fail" : "Warning");
        compliance.put("status_detail", ResultJson.message(judgement));
    }

    private static void putResource(ObjectNode finding, Judgement judgement) {
        ObjectNode resource = finding.putArray("resources").addObject();
        resource.put("uid", judgement.resource().path());
        resource.put("name", judgement.resource().name());
        resource.put("type", judgement.type().name());
    }
}
