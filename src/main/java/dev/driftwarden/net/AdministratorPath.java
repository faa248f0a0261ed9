package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether an administrator could still sign in after a conditional access policy has been written: at least one emergency account
 * or group must be left out of every policy in force that stands before the administration of the tenant.
 */
public final class AdministratorPath {
    private static final String GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
    private static final List<String> MANAGEMENT =
            List.of("all", "microsoftadminportals", "797f4846-ba00-4fd7-ba43-dac1f8f63013");

    private final Set<String> emergency;
    private final Function<String, Optional<Set<String>>> members;

    /**
     * @param emergency object ids of emergency accounts and groups; empty when nobody named any
     * @param members the ids, in lower case, of everybody in a group; empty when they cannot be read
     */
    public AdministratorPath(Set<String> emergency, Function<String, Optional<Set<String>>> members) {
        Set<String> lower = new HashSet<>();
        emergency.forEach(id -> lower.add(id.toLowerCase(Locale.ROOT)));
        this.emergency = lower;
        this.members = members;
    }

    /**
     * Why the policy must not be written; empty when it locks nobody out.
     *
     * @param written the policy as it will be
     * @param others all other policies of the tenant as they are
     */
    public Optional<String> objection(JsonNode written, List<JsonNode> others) {
        try {
            AccessPolicy policy = AccessPolicy.read(written);
            if (!guardsAdministration(policy)) {
                return Optional.empty();
            }
            List<AccessPolicy> guarding = others.stream()
                    .map(AccessPolicy::read)
                    .filter(AdministratorPath::guardsAdministration)
                    .toList();
            return objection(policy, guarding);
        } catch (UndecidableException e) {
            return Optional.of("Whether an administrator could still sign in cannot be told: " + e.getMessage());
        }
    }

    private Optional<String> objection(AccessPolicy policy, List<AccessPolicy> guarding) {
        Set<String> candidates = emergency.isEmpty() ? leftOut(policy) : emergency;
        if (candidates.isEmpty()) {
            return Optional.of("It leaves nobody out, and no emergency accounts are configured:"
                    + " every administrator could be locked out.");
        }
        List<String> free = candidates.stream().filter(id -> isFree(id, policy)).toList();
        if (free.isEmpty()) {
            return Optional.of(
                    "It leaves out none of the emergency accounts: every administrator could be locked out.");
        }
        boolean open = free.stream().anyMatch(id -> guarding.stream().allMatch(other -> isFree(id, other)));
        return open
                ? Optional.empty()
                : Optional.of(
                        "Together with the other policies in force it would leave no emergency account a way in.");
    }

    private static boolean guardsAdministration(AccessPolicy policy) {
        boolean asks = policy.blocks() || !policy.grant().controls().isEmpty();
        boolean apps = MANAGEMENT.stream().anyMatch(policy::coversApp);
        return policy.isEnabled() && asks && apps && !policy.isLegacyOnly();
    }

    private static Set<String> leftOut(AccessPolicy policy) {
        Set<String> out = new HashSet<>(policy.list("conditions.users", "excludeUsers"));
        out.addAll(policy.list("conditions.users", "excludeGroups"));
        out.remove("guestsorexternalusers");
        return out;
    }

    private boolean isFree(String id, AccessPolicy policy) {
        Set<String> excluded = policy.excluded();
        if (excluded.contains(id) || inOneOf(id, policy.list("conditions.users", "excludeGroups"))) {
            return true;
        }
        Set<String> included = policy.included();
        return !included.contains("all")
                && !included.contains(id)
                && !included.contains(GLOBAL_ADMINISTRATOR)
                && !inOneOf(id, policy.list("conditions.users", "includeGroups"));
    }

    private boolean inOneOf(String id, Set<String> groups) {
        return groups.stream().anyMatch(group -> membersOf(group).contains(id));
    }

    private Set<String> membersOf(String group) {
        return members.apply(group)
                .orElseThrow(() -> new UndecidableException("group " + group, "its members could not be read"));
    }
}
