package dev.driftwarden.preflight;

import dev.driftwarden.infra.RuleNeeds;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.load.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether the directory may be read: tried, because a token tells its permissions only to Microsoft Graph. */
final class DirectoryChecks {
    private static final String AREA = "directory";
    private static final String PLACE = "Microsoft Graph";

    private final Tenant tenant;
    private final Intent intent;
    private final List<RuleDefinition> rules;

    DirectoryChecks(Tenant tenant, Intent intent, List<RuleDefinition> rules) {
        this.tenant = tenant;
        this.intent = intent;
        this.rules = rules;
    }

    Stream<Check> all() {
        Map<String, Set<String>> rulesByType = new TreeMap<>();
        Set<String> writes = new TreeSet<>();
        for (RuleDefinition rule : rules) {
            rule.types().stream()
                    .filter(ResourceType::isGraph)
                    .filter(type -> !isShortFor(type, rule.types()))
                    .forEach(type -> rulesByType
                            .computeIfAbsent(type.name(), any -> new TreeSet<>())
                            .add(rule.id()));
            if (intent.mayWrite(rule, ResourceId.parse("/graph/tenant"))) {
                writes.addAll(RuleNeeds.of(rule).graphWrites());
            }
        }
        return Stream.concat(read(rulesByType), written(writes));
    }

    /** Files may name a type by the end of its path; Microsoft Graph knows the whole path only. */
    private static boolean isShortFor(ResourceType type, List<ResourceType> others) {
        String end = type.name().substring("Microsoft.Graph".length());
        return others.stream()
                .anyMatch(other -> !other.equals(type) && other.name().endsWith(end));
    }

    private Stream<Check> read(Map<String, Set<String>> rulesByType) {
        Map<String, Set<String>> refused = new TreeMap<>();
        Map<String, Set<String>> untried = new TreeMap<>();
        Set<String> permissions = new TreeSet<>();
        rulesByType.forEach((type, ids) -> {
            Tried tried = tried(type);
            if (tried == Tried.REFUSED) {
                refused.put(type, ids);
                rules.stream()
                        .filter(rule -> ids.contains(rule.id()))
                        .forEach(rule -> permissions.addAll(RuleNeeds.of(rule).graphReads()));
            } else if (tried == Tried.UNCLEAR) {
                untried.put(type, ids);
            }
        });
        List<Check> checks = new ArrayList<>();
        if (!refused.isEmpty()) {
            checks.add(Check.fail(
                    AREA,
                    PLACE,
                    "Not allowed to read: " + Wording.listed(refused) + ".",
                    "Grant the bot's identity these application permissions: " + Wording.listed(permissions)
                            + " (docs/deploy.md, \"Permissions of Microsoft Graph\")."));
        }
        if (!untried.isEmpty()) {
            checks.add(
                    Check.warn(
                            AREA,
                            PLACE,
                            "Could not be tried: " + Wording.listed(untried) + ".",
                            "They cannot be listed by themselves, or Microsoft Graph did not answer; look at the findings of these rules."));
        }
        int readable = rulesByType.size() - refused.size() - untried.size();
        checks.add(Check.ok(AREA, PLACE, readable + " kinds of objects could be read."));
        return checks.stream();
    }

    private enum Tried {
        READ,
        REFUSED,
        UNCLEAR
    }

    /** A type's path is that of a collection or of a single object. */
    private Tried tried(String type) {
        ResourceId path = ResourceId.parse("/graph/" + type.substring("Microsoft.Graph/".length()));
        var listed = tenant.list(path, "v1.0", "");
        if (!listed.failed()) {
            return Tried.READ;
        }
        var read = tenant.get(path, "v1.0");
        if (!read.failed() && read.value().isPresent()) {
            return Tried.READ;
        }
        return listed.forbidden() || read.forbidden() ? Tried.REFUSED : Tried.UNCLEAR;
    }

    private static Stream<Check> written(Set<String> permissions) {
        return permissions.isEmpty()
                ? Stream.of()
                : Stream.of(Check.unknown(
                        AREA,
                        PLACE,
                        "The policy lets rules write to the directory; whether they may cannot be tried without writing.",
                        "See in the portal that the identity has: " + Wording.listed(permissions) + "."));
    }
}
