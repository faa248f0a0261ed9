package dev.driftwarden.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.net.RoleDefinition;
import dev.driftwarden.preflight.Tenant.Answer;
import dev.driftwarden.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What makes a deployment fail half-way, looked at before it. */
final class BeforeChecks {
    private static final String AREA = "before";
    private static final Set<String> NEEDED = Set.of(
            "Microsoft.Resources/deployments/write",
            "Microsoft.Resources/subscriptions/resourceGroups/write",
            "Microsoft.Authorization/roleAssignments/write",
            "Microsoft.Authorization/roleDefinitions/write",
            "Microsoft.EventGrid/systemTopics/write",
            "Microsoft.EventGrid/systemTopics/eventSubscriptions/write");

    private final Tenant tenant;
    private final Rights rights;

    BeforeChecks(Tenant tenant) {
        this.tenant = tenant;
        this.rights = new Rights(tenant, /* principal= */ null);
    }

    /** Whether a subscription can be watched. */
    Stream<Check> watched(ResourceId subscription) {
        Answer<Optional<JsonNode>> found = tenant.get(subscription, "2022-12-01");
        String place = subscription.path();
        if (found.failed() || found.value().isEmpty()) {
            return Stream.of(Check.fail(
                    AREA,
                    place,
                    "There is no such subscription, or it cannot be seen from here.",
                    "Check the id; sign in to the tenant that it belongs to (az login --tenant …). Only subscriptions of one "
                            + "tenant can be watched."));
        }
        String state = found.value().get().path("state").asText("Enabled");
        List<Check> checks = new ArrayList<>();
        if (!state.equals("Enabled")) {
            checks.add(Check.fail(
                    AREA,
                    place,
                    "The subscription is in state " + state + ", so nothing can be deployed.",
                    "Enable it."));
        }
        deployer(subscription, checks);
        topic(subscription, checks);
        return checks.stream();
    }

    private void deployer(ResourceId subscription, List<Check> checks) {
        Answer<RoleDefinition> may = rights.in(subscription);
        Set<String> missing = new TreeSet<>();
        if (!may.failed()) {
            NEEDED.stream().filter(action -> !may.value().canDo(action)).forEach(missing::add);
        }
        if (may.failed()) {
            checks.add(Check.unknown(AREA, subscription.path(), "Your rights cannot be read: " + may.problem(), ""));
        } else if (missing.isEmpty()) {
            checks.add(Check.ok(AREA, subscription.path(), "You may deploy here and give the bot its roles."));
        } else {
            checks.add(Check.fail(
                    AREA,
                    subscription.path(),
                    "You may not: " + Wording.listed(missing) + ".",
                    "Deploy as Owner, or as Contributor and User Access Administrator; or set assignRoles to false and "
                            + "have infra/roles/management-group.bicep deployed by those who may."));
        }
    }

    private void topic(ResourceId subscription, List<Check> checks) {
        Answer<Optional<JsonNode>> topic = EventChecks.topic(tenant, subscription);
        topic.value().ifPresent(found -> {
            ResourceId id = ResourceId.parse(found.path("id").asText());
            if (id.resourceGroup().orElse("").matches("rg-.*-events")
                    && id.name().startsWith("evgt-")) {
                checks.add(Check.ok(AREA, id.path(), "A system topic of an earlier deployment is used again."));
                return;
            }
            checks.add(Check.fail(
                    AREA,
                    id.path(),
                    "The subscription already has a system topic for its events; Azure allows no second.",
                    "If your parameter file does not name it yet, write: { id: '"
                            + subscription.subscriptionId().orElse("") + "', existingTopic: { name: '" + id.name()
                            + "', resourceGroup: '" + id.resourceGroup().orElse("")
                            + "' } }. It needs a system-assigned "
                            + "identity."));
        });
    }

    /** Whether the names that a deployment will take are free. */
    Stream<Check> names(ResourceId home, String name) {
        if (!name.matches("[a-z][a-z0-9]{2,10}")) {
            return Stream.of(Check.fail(
                    AREA,
                    "name",
                    "'" + name + "' cannot be the beginning of the names of all resources.",
                    "Take 3 to 11 lower-case letters and digits that begin with a letter."));
        }
        List<Check> checks = new ArrayList<>();
        group(home.resolve("resourceGroups/rg-" + name), checks);
        deletedVault(home, name, checks);
        return checks.stream();
    }

    private void group(ResourceId group, List<Check> checks) {
        Answer<List<JsonNode>> inside = tenant.list(group.resolve("resources"), "2021-04-01", "");
        boolean exists = tenant.get(group, "2021-04-01").value().isPresent();
        boolean ours = inside.value().stream()
                .anyMatch(one -> one.path("name").asText().startsWith("id-")
                        && one.path("type")
                                .asText()
                                .equalsIgnoreCase("Microsoft.ManagedIdentity/userAssignedIdentities"));
        if (exists && !ours && !inside.value().isEmpty()) {
            checks.add(Check.fail(
                    AREA,
                    group.path(),
                    "The resource group exists and holds something else.",
                    "Choose another value for the parameter 'name'."));
        } else {
            checks.add(Check.ok(
                    AREA, group.path(), exists ? "It is used again." : "The name of the resource group is free."));
        }
    }

    /** Purge protection keeps a deleted vault's name for 90 days, and the same parameters lead to the same name. */
    private void deletedVault(ResourceId home, String name, List<Check> checks) {
        Answer<List<JsonNode>> deleted =
                tenant.list(home.resolve("providers/Microsoft.KeyVault/deletedVaults"), "2023-07-01", "");
        deleted.value().stream()
                .filter(one -> one.path("name").asText().startsWith("kv-" + name + "-"))
                .findFirst()
                .ifPresent(one -> checks.add(Check.fail(
                        AREA,
                        one.path("id").asText(),
                        "The name of the key vault is taken by a deleted one.",
                        "az keyvault recover --name " + one.path("name").asText()
                                + " before deploying, or choose another value for the parameter 'name'.")));
    }
}
