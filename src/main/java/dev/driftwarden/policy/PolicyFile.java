package dev.driftwarden.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.policy.Policy.Approvals;
import dev.driftwarden.policy.Policy.Budgets;
import dev.driftwarden.policy.Policy.Entra;
import dev.driftwarden.policy.Policy.Exemption;
import dev.driftwarden.policy.Policy.Flips;
import dev.driftwarden.policy.Policy.FreezeWindow;
import dev.driftwarden.policy.Policy.IacOwnership;
import dev.driftwarden.policy.Policy.ModeEntry;
import dev.driftwarden.resource.InvalidResourceIdException;
import dev.driftwarden.resource.ResourceId;
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
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the policy file. A file with any mistake is refused whole, with every mistake named. */
public final class PolicyFile {
    private final Issues issues;
    private final Map<String, Map<String, JsonNode>> knownRules;

    private PolicyFile(Issues issues, Map<String, Map<String, JsonNode>> knownRules) {
        this.issues = issues;
        this.knownRules = knownRules;
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
        Entra entra = entra(file.optional("entra"));
        Policy policy = new Policy(
                version,
                defaultMode(file.optional("defaults")),
                file.optional("modes").items().stream().map(this::mode).toList(),
                file.optional("never-touch").items().stream()
                        .flatMap(field -> scope(field).stream())
                        .toList(),
                file.optional("exemptions").items().stream()
                        .map(this::exemption)
                        .toList(),
                approvals(file.optional("approvals")),
                budgets(file.optional("budgets")),
                file.optional("freezes").items().stream().map(this::freeze).toList(),
                flips(file.optional("flips")),
                iac(file.optional("infrastructure-as-code")),
                entra,
                EntraParameters.added(parameters(file.optional("parameters")), entra, knownRules));
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
        RulePattern rules = rules(entry.required("rules"));
        ModeEntry mode = new ModeEntry(
                rules.pattern(),
                rules.text(),
                rules.named(),
                optionalScope(entry),
                tags(entry.optional("tags")),
                severities(entry.optional("severity")),
                entry.required("mode").oneOf(Mode.class).orElse(Mode.OBSERVE));
        entry.end();
        return mode;
    }

    private RulePattern rules(Field field) {
        RulePattern pattern = RulePattern.of(field.text().orElse("*"));
        boolean known = knownRules.keySet().stream()
                .anyMatch(id -> pattern.pattern().matcher(id).matches());
        if (field.present() && !known) {
            field.report("no rule is called '" + pattern.text() + "'");
        }
        return pattern;
    }

    private @Nullable ResourceId optionalScope(Fields entry) {
        Field field = entry.optional("scope");
        return field.present() ? scope(field).orElse(null) : null;
    }

    private static Optional<ResourceId> scope(Field field) {
        return field.text().flatMap(text -> {
            try {
                return Optional.of(ResourceId.parse(text));
            } catch (InvalidResourceIdException e) {
                field.report(String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    private static Map<String, String> tags(Field field) {
        Map<String, String> tags = new TreeMap<>();
        field.entries().forEach(tag -> tag.text().ifPresent(value -> tags.put(tag.name(), value)));
        return Map.copyOf(tags);
    }

    private static Set<Severity> severities(Field field) {
        Set<Severity> found = EnumSet.noneOf(Severity.class);
        field.oneOrMore().forEach(item -> item.oneOf(Severity.class).ifPresent(found::add));
        return Set.copyOf(found);
    }

    private Exemption exemption(Field field) {
        Fields entry = field.fields();
        RulePattern rules = rules(entry.required("rules"));
        Exemption exemption = new Exemption(
                rules.pattern(),
                rules.text(),
                optionalScope(entry),
                tags(entry.optional("tags")),
                entry.required("owner").text().orElse(""),
                entry.required("reason").text().orElse(""),
                entry.required("until").instant().orElse(Instant.EPOCH));
        entry.end();
        return exemption;
    }

    private static Entra entra(Field field) {
        Fields entry = field.fields();
        Entra entra = new Entra(
                entry.optional("accept").oneOf(Entra.Accept.class).orElse(Entra.DEFAULT.accept()),
                entry.optional("restore").oneOf(Entra.Restore.class).orElse(Entra.DEFAULT.restore()),
                entry.optional("break-glass").texts().stream()
                        .map(id -> id.toLowerCase(java.util.Locale.ROOT))
                        .collect(Collectors.toSet()));
        entry.end();
        return entra;
    }

    private static Approvals approvals(Field field) {
        Fields entry = field.fields();
        Approvals approvals = new Approvals(
                entry.optional("role").text().orElse(Approvals.DEFAULT.role()),
                quorum(entry.optional("quorum")),
                entry.optional("expires-after").duration().orElse(Approvals.DEFAULT.expiresAfter()));
        entry.end();
        return approvals;
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

    private FreezeWindow freeze(Field field) {
        Fields entry = field.fields();
        Instant from = entry.required("from").instant().orElse(Instant.EPOCH);
        Instant to = entry.required("to").instant().orElse(Instant.MAX);
        if (!to.isAfter(from)) {
            entry.report("'to' must be after 'from'");
        }
        FreezeWindow freeze =
                new FreezeWindow(entry.required("name").text().orElse(""), from, to, optionalScope(entry));
        entry.end();
        return freeze;
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
