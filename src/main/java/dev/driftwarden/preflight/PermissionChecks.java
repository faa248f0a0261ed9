package dev.driftwarden.preflight;

import dev.driftwarden.infra.OwnRead;
import dev.driftwarden.infra.RuleNeeds;
import dev.driftwarden.net.RoleDefinition;
import dev.driftwarden.preflight.Tenant.Answer;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.load.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether the identity may read what the rules judge, and write where the policy lets the bot write. */
final class PermissionChecks {
    private static final String AREA = "permissions";

    private final Rights rights;
    private final Intent intent;
    private final List<RuleDefinition> rules;

    PermissionChecks(Rights rights, Intent intent, List<RuleDefinition> rules) {
        this.rights = rights;
        this.intent = intent;
        this.rules = rules;
    }

    Stream<Check> in(ResourceId subscription) {
        String place = subscription.path();
        Answer<RoleDefinition> may = rights.in(subscription);
        if (may.failed()) {
            return Stream.of(Check.unknown(
                    AREA,
                    place,
                    "It cannot be read what the identity may do here: " + may.problem(),
                    "Whoever runs this needs Reader on the subscription; sign in to the tenant that it belongs to."));
        }
        List<Check> checks = new ArrayList<>();
        reads(place, may.value(), checks);
        writes(subscription, may.value(), checks);
        tooMuch(place, may.value(), checks);
        return checks.stream();
    }

    private void reads(String place, RoleDefinition may, List<Check> checks) {
        Map<String, Set<String>> missing = new TreeMap<>();
        OwnRead.ALL.stream()
                .filter(read -> !may.canDo(read.action()))
                .forEach(read -> missing.put(read.action(), new TreeSet<>(Set.of(read.purpose()))));
        rules.forEach(rule -> RuleNeeds.of(rule).reads().stream()
                .filter(action -> !may.canDo(action))
                .forEach(action ->
                        missing.computeIfAbsent(action, any -> new TreeSet<>()).add(rule.id())));
        if (missing.isEmpty()) {
            checks.add(Check.ok(AREA, place, "Everything that " + rules.size() + " rules read may be read."));
            return;
        }
        checks.add(Check.fail(
                AREA,
                place,
                "Not allowed to read: " + Wording.listed(missing)
                        + ". What is named in brackets can only be unknown here.",
                "Assign the role 'Driftwarden Reader' at this scope: add the subscription to watchedSubscriptions and deploy, "
                        + "or use infra/roles/management-group.bicep. A new role takes some minutes to hold."));
    }

    private void writes(ResourceId subscription, RoleDefinition may, List<Check> checks) {
        Map<String, Set<String>> missing = new TreeMap<>();
        Set<String> families = new TreeSet<>();
        long writing = 0;
        for (RuleDefinition rule : rules) {
            RuleNeeds needs = RuleNeeds.of(rule);
            if (!intent.mayWrite(rule, subscription) || needs.actions().isEmpty()) {
                continue;
            }
            writing++;
            for (String action : needs.grantable()) {
                if (!may.canDo(action)) {
                    missing.computeIfAbsent(action, any -> new TreeSet<>()).add(rule.id());
                    families.add(needs.family());
                }
            }
        }
        if (missing.isEmpty()) {
            String fixes = writing == 0 ? "The policy lets no rule write here." : writing + " fixes may be written.";
            checks.add(Check.ok(AREA, subscription.path(), fixes));
            return;
        }
        checks.add(Check.fail(
                AREA,
                subscription.path(),
                "The policy lets rules write here, but the identity may not: " + Wording.listed(missing)
                        + ". Their fixes would end as tickets.",
                "Add " + Wording.quoted(families)
                        + " to writeFamilies (and this subscription to writeSubscriptions) and "
                        + "deploy, or lower the mode of these rules in the policy file."));
    }

    private static void tooMuch(String place, RoleDefinition may, List<Check> checks) {
        List<String> grants = may.grantRights();
        if (may.writesEverywhere() || grants.contains("Microsoft.Authorization/roleDefinitions/write")) {
            checks.add(
                    Check.warn(
                            AREA,
                            place,
                            "The identity may do far more than any rule needs (it writes everywhere, or can raise its own rights).",
                            "Fine for a person who checks; for the bot remove Owner and Contributor and keep the generated roles."));
        }
    }
}
