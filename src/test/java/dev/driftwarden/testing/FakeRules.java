package dev.driftwarden.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Evidence;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Look;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Three rules written by hand, so that what uses {@link Rules} is tested apart from the real ones: one reads only the
 * account itself and has a fix, one lists the account's containers, one needs a setting kept in a child of a site.
 */
public final class FakeRules implements Rules {
    private static final ResourceType ACCOUNT = ResourceType.of("Microsoft.Storage/storageAccounts");
    private static final ResourceType SITE = ResourceType.of("Microsoft.Web/sites");

    private final RuleInfo https = info("storage.https", "=HTTP is allowed", ACCOUNT, Severity.HIGH, Mode.AUTO);
    private final RuleInfo containers =
            info("storage.containers", "Containers | are public", ACCOUNT, Severity.MEDIUM, Mode.APPROVE);
    private final RuleInfo ftps = info("web.ftps", "FTP is allowed", SITE, Severity.LOW, Mode.TICKET);

    private static RuleInfo info(String id, String title, ResourceType type, Severity severity, Mode mode) {
        return new RuleInfo(
                id,
                "v1",
                title,
                id.substring(0, id.indexOf('.')),
                severity,
                type,
                "2023-05-01",
                List.of(type.name() + "/write"),
                mode,
                id.equals("storage.https")
                        ? Map.of("cis-azure-5.0", List.of("9.3.4", "9.3.10"))
                        : Map.of("house", List.of("H-1")));
    }

    @Override
    public Rules at(Instant moment, Map<String, Map<String, JsonNode>> params) {
        return this;
    }

    @Override
    public List<RuleInfo> all() {
        return List.of(containers, https, ftps);
    }

    @Override
    public Optional<RuleInfo> find(String ruleId) {
        return all().stream().filter(rule -> rule.id().equals(ruleId)).findFirst();
    }

    @Override
    public List<RuleInfo> of(ResourceType type) {
        return all().stream().filter(rule -> rule.type().equals(type)).toList();
    }

    @Override
    public List<ResourceId> subjectsOf(ResourceId changed, String operation) {
        if (operation.equalsIgnoreCase("Microsoft.Storage/storageAccounts/write")) {
            return List.of(changed);
        }
        return operation.toLowerCase(Locale.ROOT).equals("microsoft.web/sites/config/write")
                ? changed.parent().stream().toList()
                : List.of();
    }

    @Override
    public Look look(ResourceId subject, World world) {
        Read read = world.get(subject, "2023-05-01");
        List<Judgement> judgements = read instanceof Read.Absent
                ? List.of()
                : of(subject.type()).stream()
                        .map(rule -> judge(rule, subject, world))
                        .toList();
        return new Look(read, judgements);
    }

    @Override
    public Judgement judge(RuleInfo rule, ResourceId subject, World world, Map<String, String> chosen) {
        if (rule.equals(ftps)) {
            return world.get(subject.resolve("config/web"), "2023-12-01")
                    .match(
                            found -> judgeValue(rule, subject, found, "ftpsState", "AllAllowed"),
                            () -> plain(rule, subject, Verdict.SKIP, "the site is gone"),
                            why -> plain(rule, subject, Verdict.ERROR, why.message()));
        }
        return world.get(subject, "2023-05-01")
                .match(
                        found -> rule.equals(https) ? judgeHttps(subject, found) : judgeContainers(subject, world),
                        () -> plain(rule, subject, Verdict.SKIP, "it is gone"),
                        why -> plain(rule, subject, Verdict.ERROR, why.message()));
    }

    private Judgement judgeHttps(ResourceId subject, JsonNode body) {
        JsonNode value = body.path("properties").path("supportsHttpsTrafficOnly");
        if (!value.isBoolean() && !value.isMissingNode()) {
            return plain(https, subject, Verdict.ERROR, "properties.supportsHttpsTrafficOnly is no boolean");
        }
        if (value.asBoolean(true)) {
            return plain(https, subject, Verdict.PASS, "only HTTPS is accepted");
        }
        List<Evidence> seen = List.of(new Evidence("properties.supportsHttpsTrafficOnly", value));
        return judgement(
                https, subject, Verdict.FAIL, "HTTP is accepted", seen, fix(subject), List.of("seen \u001b[31mred"));
    }

    private static Fix fix(ResourceId subject) {
        return new Fix(
                List.of(patch(subject, true)),
                List.of("properties.supportsHttpsTrafficOnly"),
                "clients that use HTTP",
                List.of(patch(subject, false)),
                "");
    }

    private static Operation patch(ResourceId subject, boolean value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        JsonNode body = json.objectNode().set("properties", json.objectNode().put("supportsHttpsTrafficOnly", value));
        return new Operation(Operation.Method.PATCH, subject, "2023-05-01", body);
    }

    private Judgement judgeContainers(ResourceId subject, World world) {
        Listing listing = world.list(subject.resolve("blobServices/default/containers"), "2023-05-01", "");
        return listing.match(
                members -> members.isEmpty()
                        ? plain(containers, subject, Verdict.PASS, "no containers")
                        : plain(containers, subject, Verdict.FAIL, members.size() + " containers"),
                why -> plain(containers, subject, Verdict.ERROR, why.message()));
    }

    private static Judgement judgeValue(RuleInfo rule, ResourceId subject, JsonNode found, String name, String bad) {
        boolean fails = found.path("properties").path(name).asText().equals(bad);
        return plain(rule, subject, fails ? Verdict.FAIL : Verdict.PASS, name);
    }

    private static Judgement plain(RuleInfo rule, ResourceId subject, Verdict verdict, String message) {
        return judgement(rule, subject, verdict, message, List.of(), null, List.of());
    }

    private static Judgement judgement(
            RuleInfo rule,
            ResourceId subject,
            Verdict verdict,
            String message,
            List<Evidence> evidence,
            @org.jspecify.annotations.Nullable Fix fix,
            List<String> notes) {
        return new Judgement(
                rule,
                subject,
                rule.type(),
                verdict,
                rule.severity(),
                message,
                evidence,
                fix,
                List.of(),
                notes,
                /* retryable= */ false,
                null);
    }
}
