package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Compares two states of a conditional access policy field by field, lists as sets. */
final class PolicyComparison {
    private static final String USERS = "conditions.users";
    private static final String APPS = "conditions.applications";
    private static final String WORKLOADS = "conditions.clientApplications";

    private final AccessPolicy before;
    private final AccessPolicy after;
    private final List<Weakening> found = new ArrayList<>();

    private PolicyComparison(AccessPolicy before, AccessPolicy after) {
        this.before = before;
        this.after = after;
    }

    static List<Weakening> of(AccessPolicy before, AccessPolicy after) {
        PolicyComparison comparison = new PolicyComparison(before, after);
        comparison.compareState();
        comparison.compareUsers();
        comparison.compareApplications();
        comparison.compareConditions();
        comparison.compareGrant();
        SessionComparison.compare(before, after, comparison.found);
        return List.copyOf(comparison.found);
    }

    private void compareState() {
        if (before.isEnabled() && !after.isEnabled()) {
            found.add(new Weakening("state", "no longer enforced: " + after.state()));
        }
    }

    private void compareUsers() {
        boolean everybody = after.includesAllUsers();
        for (String kind : List.of("Users", "Groups", "Roles")) {
            if (!everybody) {
                included(USERS, "include" + kind);
            }
            excluded(USERS, "exclude" + kind);
        }
        if (!everybody) {
            guests(before, after, "includeGuestsOrExternalUsers", "no longer includes guests or externals: ");
        }
        guests(after, before, "excludeGuestsOrExternalUsers", "now excludes guests or externals: ");
    }

    private void compareApplications() {
        if (!after.list(APPS, "includeApplications").contains("all")) {
            included(APPS, "includeApplications");
        }
        excluded(APPS, "excludeApplications");
        included(APPS, "includeUserActions");
        included(APPS, "includeAuthenticationContextClassReferences");
        filter(APPS, "applicationFilter");
    }

    private void compareConditions() {
        for (Narrowings.Listed condition : Narrowings.LISTED) {
            narrowed(condition.owner(), condition.field());
        }
        for (Narrowings.Bounded condition : Narrowings.BOUNDED) {
            narrowed(condition.owner(), "include" + condition.name());
            excluded(condition.owner(), "exclude" + condition.name());
        }
        filter("conditions.devices", "deviceFilter");
        included(WORKLOADS, "includeServicePrincipals");
        excluded(WORKLOADS, "excludeServicePrincipals");
        filter(WORKLOADS, "servicePrincipalFilter");
        if (before.at(WORKLOADS).isMissingNode() && !after.at(WORKLOADS).isMissingNode()) {
            found.add(new Weakening(WORKLOADS, "now holds for workloads instead of people"));
        }
    }

    /** A list of what is covered lost an element. */
    private void included(String owner, String field) {
        Set<String> lost = without(before.list(owner, field), after.list(owner, field));
        lost.remove("none");
        report(owner, field, "no longer includes ", lost);
    }

    /** A list of what is left out gained an element. */
    private void excluded(String owner, String field) {
        report(owner, field, "now excludes ", without(after.list(owner, field), before.list(owner, field)));
    }

    /** A condition holds for less; an empty list holds for everything. */
    private void narrowed(String owner, String field) {
        Set<String> now = after.list(owner, field);
        Set<String> then = before.list(owner, field);
        if (Narrowings.everything(now)) {
            return;
        }
        if (Narrowings.everything(then)) {
            report(owner, field, "now holds only for ", now);
        } else {
            report(owner, field, "no longer holds for ", without(then, now));
        }
    }

    private void report(String owner, String field, String text, Set<String> words) {
        if (!words.isEmpty()) {
            found.add(new Weakening(Json.join(owner, field), text + String.join(", ", new TreeSet<>(words))));
        }
    }

    private static Set<String> without(Set<String> words, Set<String> others) {
        Set<String> left = new HashSet<>(words);
        left.removeAll(others);
        return left;
    }

    /** Filters are code that cannot be compared: any change but the removal of an exclusion may cover less. */
    private void filter(String owner, String field) {
        String then = filterText(before, owner, field);
        String now = filterText(after, owner, field);
        boolean exclusionGone = now.isEmpty() && then.startsWith("exclude ");
        boolean boundGone = now.isEmpty() && then.startsWith("include ") && field.equals("deviceFilter");
        if (!then.equals(now) && !exclusionGone && !boundGone) {
            found.add(new Weakening(
                    Json.join(owner, field), now.isEmpty() ? "the filter is gone" : "the filter is now: " + now));
        }
    }

    private static String filterText(AccessPolicy policy, String owner, String field) {
        JsonNode filter = policy.object(owner, field);
        String path = Json.join(owner, field);
        String text = Json.text(filter, "mode", path).toLowerCase(Locale.ROOT) + " " + Json.text(filter, "rule", path);
        return text.isBlank() ? "" : text;
    }

    /** Reports what the wider policy's object of guests names and the other's does not. */
    private void guests(AccessPolicy wider, AccessPolicy other, String field, String text) {
        String path = Json.join(USERS, field);
        if (wider.object(USERS, field).isMissingNode()) {
            return;
        }
        report(
                USERS,
                field,
                text,
                without(wider.list(path, "guestOrExternalUserTypes"), other.list(path, "guestOrExternalUserTypes")));
        Set<String> tenants = wider.list(path + ".externalTenants", "members");
        Set<String> others = other.list(path + ".externalTenants", "members");
        boolean bounded = tenants.isEmpty() && !others.isEmpty();
        if (bounded || (!others.isEmpty() && !others.containsAll(tenants))) {
            found.add(new Weakening(path + ".externalTenants", text + (bounded ? "all tenants" : "some tenants")));
        }
    }

    private void compareGrant() {
        if (before.blocks() && !after.blocks()) {
            found.add(new Weakening("grantControls.builtInControls", "no longer blocks"));
            return;
        }
        GrantControls then = before.grant();
        GrantControls now = after.grant();
        if (now.implies(then)) {
            return;
        }
        if (before.requiresMfa() && !after.requiresMfa()) {
            found.add(new Weakening("grantControls", "MFA is no longer required"));
        }
        if (!then.any() && now.any()) {
            found.add(new Weakening("grantControls.operator", "one control is enough now, all were needed"));
        }
        found.add(new Weakening(
                "grantControls.builtInControls", "no longer ensured: " + String.join(", ", now.unmet(then))));
    }
}
