package dev.driftwarden.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.policy.Policy.Approvals;
import dev.driftwarden.policy.Policy.Budgets;
import dev.driftwarden.policy.Policy.Flips;
import dev.driftwarden.policy.Policy.IacOwnership;
import dev.driftwarden.policy.Policy.ModeEntry;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.load.Parameter;
import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.Issues;
import dev.driftwarden.yaml.Names;
import dev.driftwarden.yaml.YamlFile;
import dev.driftwarden.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the policy file. A file with any mistake is refused whole, with every mistake named. */
public final class PolicyFile {
    private final Issues issues;
    private final Map<String, Map<String, JsonNode>> knownRules;
    private final PolicyParts parts;

    private PolicyFile(Issues issues, Map<String, Map<String, JsonNode>> knownRules) {
        this.issues = issues;
        this.knownRules = knownRules;
        this.parts = new PolicyParts(knownRules);
    }

    /**
     * The policy, or empty when there are issues.
     *
     * @param name as it is to appear in messages
     * @param knownRules by id the rules' parameters with their defaults; a pattern that matches no id is a mistake, and so is a
     *     parameter that its rule does not have or whose value is of another type than the default
     */
    public static Optional<Policy> read(
            String name, String text, Map<String, Map<String, JsonNode>> knownRules, Issues issues) {
        PolicyFile reader = new PolicyFile(issues, knownRules);
        Optional<Policy> policy = YamlFile.parse(name, text, issues).map(root -> reader.policy(root, version(text)));
        return issues.isEmpty() ? policy : Optional.empty();
    }

    private Policy policy(YamlNode root, String version) {
        Fields file = Fields.of(root, issues);
        ExemptionReader exemptions = new ExemptionReader(parts);
        Policy policy = new Policy(
                version,
                defaultMode(file.optional("defaults")),
                file.optional("modes").items().stream().map(this::mode).toList(),
                file.optional("never-touch").items().stream()
                        .flatMap(field -> PolicyParts.scope(field).stream())
                        .toList(),
                file.optional("exemptions").items().stream()
                        .map(exemptions::exemption)
                        .toList(),
                exemptions.sources(file.optional("exemptions-from")),
                promotions(file.optional("promotions")),
                approvals(file.optional("approvals")),
                budgets(file.optional("budgets")),
                file.optional("freezes").items().stream()
                        .map(field -> FreezeReader.read(field.fields(), parts::scope))
                        .toList(),
                flips(file.optional("flips")),
                iac(file.optional("infrastructure-as-code")),
                parameters(file.optional("parameters")),
                new OutreachFile(parts::rules).read(file));
        file.end();
        return policy;
    }

    private static Mode defaultMode(Field field) {
        Fields defaults = field.fields();
        Mode mode = defaults.optional("mode").oneOf(Mode.class).orElse(Mode.OBSERVE);
        defaults.end();
        return mode;
    }

    private ModeEntry mode(Field field) {
        Fields entry = field.fields();
        RulePattern rules = parts.rules(entry.required("rules"));
        ModeEntry mode = new ModeEntry(
                rules.pattern(),
                rules.text(),
                rules.named(),
                parts.scope(entry),
                parts.tags(entry.optional("tags")),
                parts.severities(entry.optional("severity")),
                entry.required("mode").oneOf(Mode.class).orElse(Mode.OBSERVE));
        entry.end();
        return mode;
    }

    private static Approvals approvals(Field field) {
        Fields entry = field.fields();
        Field escalateAfter = entry.optional("escalate-after");
        Approvals approvals = new Approvals(
                entry.optional("role").text().orElse(Approvals.DEFAULT.role()),
                quorum(entry.optional("quorum")),
                entry.optional("expires-after").duration().orElse(Approvals.DEFAULT.expiresAfter()),
                escalateAfter.duration().orElse(null),
                entry.optional("escalate-to").text().orElse(Approvals.DEFAULT.escalateTo()),
                entry.optional("unknown-actor")
                        .oneOf(Policy.UnknownActor.class)
                        .orElse(Approvals.DEFAULT.unknownActor()));
        if (approvals.escalateAfter() != null && approvals.escalateAfter().compareTo(approvals.expiresAfter()) >= 0) {
            escalateAfter.report("'escalate-after' must be shorter than 'expires-after'");
        }
        entry.end();
        return approvals;
    }

    private Promotions promotions(Field field) {
        Fields entry = field.fields();
        Promotions promotions = new Promotions(
                entry.optional("shadow").duration().orElse(Promotions.DEFAULT.shadow()),
                entry.optional("allow").items().stream().map(this::promotion).toList());
        entry.end();
        return promotions;
    }

    private Promotions.Line promotion(Field field) {
        Fields entry = field.fields();
        Promotions.Line line = new Promotions.Line(
                parts.rules(entry.required("rules")),
                parts.scope(entry),
                entry.required("up-to").oneOf(Mode.class).orElse(Mode.OBSERVE));
        entry.end();
        return line;
    }

    private static Map<Severity, Integer> quorum(Field field) {
        Map<Severity, Integer> quorum = new EnumMap<>(Severity.class);
        Fields entry = field.fields();
        for (Severity severity : Severity.values()) {
            entry.optional(severity.toString()).integer(1, 10).ifPresent(n -> quorum.put(severity, n));
        }
        entry.end();
        return Map.copyOf(quorum);
    }

    private static Budgets budgets(Field field) {
        Fields entry = field.fields();
        Budgets budgets = new Budgets(
                entry.optional("total").integer(0, 1_000_000).orElse(Budgets.DEFAULT.total()),
                entry.optional("per-subscription").integer(0, 1_000_000).orElse(Budgets.DEFAULT.perSubscription()),
                entry.optional("per-rule").integer(0, 1_000_000).orElse(Budgets.DEFAULT.perRule()));
        entry.end();
        return budgets;
    }

    private static Flips flips(Field field) {
        Fields entry = field.fields();
        Flips flips = new Flips(
                entry.optional("limit").integer(1, 1000).orElse(Flips.DEFAULT.limit()),
                entry.optional("within").duration().orElse(Flips.DEFAULT.within()));
        entry.end();
        return flips;
    }

    private static IacOwnership iac(Field field) {
        if (!field.present()) {
            return IacOwnership.DEFAULT;
        }
        Fields entry = field.fields();
        IacOwnership iac = new IacOwnership(
                new TreeSet<>(entry.optional("tags").texts()),
                entry.optional("identities").texts().stream()
                        .map(id -> id.toLowerCase(java.util.Locale.ROOT))
                        .collect(Collectors.toSet()));
        entry.end();
        return iac;
    }

    private Map<String, Map<String, JsonNode>> parameters(Field field) {
        Map<String, Map<String, JsonNode>> parameters = new LinkedHashMap<>();
        for (Field rule : field.entries()) {
            Map<String, JsonNode> defaults = knownRules.get(rule.name());
            if (defaults == null) {
                rule.report(
                        "no rule is called '" + rule.name() + "'" + Names.suggestion(rule.name(), knownRules.keySet()));
                continue;
            }
            Map<String, JsonNode> values = new LinkedHashMap<>();
            rule.entries()
                    .forEach(value -> value.json().ifPresent(json -> {
                        Parameter.mistake(rule.name(), defaults, value.name(), json)
                                .ifPresent(value::report);
                        values.put(value.name(), json);
                    }));
            parameters.put(rule.name(), values);
        }
        return parameters;
    }

    private static String version(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
