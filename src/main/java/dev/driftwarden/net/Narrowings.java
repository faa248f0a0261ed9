package dev.driftwarden.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The conditions besides users and apps that make a policy hold for some sign-ins only. */
final class Narrowings {
    /** A condition that lists what it holds for; without the list it holds for everything. */
    record Listed(String owner, String field) {
        String path() {
            return Json.join(owner, field);
        }
    }

    /** A condition that names what it includes and what it leaves out; no condition includes everything. */
    record Bounded(String owner, String name) {
        String path() {
            return owner;
        }
    }

    static final List<Listed> LISTED = List.of(
            new Listed("conditions", "userRiskLevels"),
            new Listed("conditions", "signInRiskLevels"),
            new Listed("conditions", "servicePrincipalRiskLevels"),
            new Listed("conditions", "agentIdRiskLevels"),
            new Listed("conditions", "insiderRiskLevels"),
            new Listed("conditions.authenticationFlows", "transferMethods"),
            new Listed("conditions", "clientAppTypes"));

    static final List<Bounded> BOUNDED = List.of(
            new Bounded("conditions.platforms", "Platforms"),
            new Bounded("conditions.locations", "Locations"),
            new Bounded("conditions.devices", "Devices"),
            new Bounded("conditions.devices", "DeviceStates"));

    private Narrowings() {}

    static List<String> of(AccessPolicy policy) {
        List<String> paths = new ArrayList<>();
        for (Listed condition : LISTED) {
            if (!everything(policy.list(condition.owner(), condition.field()))) {
                paths.add(
                        condition.field().equals("transferMethods")
                                ? "conditions.authenticationFlows"
                                : condition.path());
            }
        }
        for (Bounded condition : BOUNDED) {
            if (!everything(policy.list(condition.owner(), "include" + condition.name()))
                    || !policy.list(condition.owner(), "exclude" + condition.name())
                            .isEmpty()) {
                paths.add(condition.path());
            }
        }
        if (!policy.object("conditions.devices", "deviceFilter").isMissingNode()) {
            paths.add("conditions.devices.deviceFilter");
        }
        if (!policy.at("conditions.clientApplications").isMissingNode()) {
            paths.add("conditions.clientApplications");
        }
        return paths.stream().distinct().toList();
    }

    /** Whether the listed words leave nothing out. */
    static boolean everything(Set<String> words) {
        return words.isEmpty() || words.contains("all");
    }
}
