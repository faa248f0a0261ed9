package dev.driftwarden.sweep;

import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Rules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where the resources of each type are found. */
public final class Places {
    static final ResourceType SUBSCRIPTION = ResourceType.of("Microsoft.Resources/subscriptions");
    static final ResourceType ROLE_ASSIGNMENTS = ResourceType.of("Microsoft.Authorization/roleAssignments");
    private static final String GRAPH = "Microsoft.Graph/";

    /** Extension resources and the like, which Resource Graph does not have in its table of resources. */
    private static final Set<String> BY_SUBSCRIPTION =
            Set.of("microsoft.authorization", "microsoft.security", "microsoft.managedservices", "microsoft.insights");

    private static final Set<String> OF_THE_TENANT = Set.of("microsoft.aadiam");

    /** Other names of what the directory has elsewhere. */
    private static final Set<ResourceType> ELSEWHERE =
            Set.of(ResourceType.of("Microsoft.Graph/userRegistrationDetails"));

    /** Children that Resource Graph shows like resources of their own, because they have a location. */
    private static final Set<ResourceType> TRACKED_CHILDREN = Set.of(
            ResourceType.of("Microsoft.Sql/servers/databases"),
            ResourceType.of("Microsoft.Compute/virtualMachines/extensions"),
            ResourceType.of("Microsoft.Web/sites/slots"));

    /** Of owners the collections below them, each by the type of its members. Subnets are judged with their network. */
    private static final Map<ResourceType, Map<String, ResourceType>> CHILDREN = Map.of(
            ResourceType.of("Microsoft.Storage/storageAccounts"),
            Map.of(
                    "blobServices/default/containers",
                    ResourceType.of("Microsoft.Storage/storageAccounts/blobServices/containers")),
            ResourceType.of("Microsoft.KeyVault/vaults"),
            Map.of(
                    "keys",
                    ResourceType.of("Microsoft.KeyVault/vaults/keys"),
                    "secrets",
                    ResourceType.of("Microsoft.KeyVault/vaults/secrets")),
            ResourceType.of("Microsoft.ManagedIdentity/userAssignedIdentities"),
            Map.of(
                    "federatedIdentityCredentials",
                    ResourceType.of("Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials")),
            ResourceType.of("Microsoft.Graph/servicePrincipals"),
            Map.of("appRoleAssignments", ResourceType.of("Microsoft.Graph/servicePrincipals/appRoleAssignments")));

    private final Set<ResourceType> judged;

    public Places(Rules rules) {
        this.judged = rules.types();
    }

    /** The types, in lower case and in order, that are looked for in Resource Graph: judged ones and owners of judged ones. */
    List<String> inResourceGraph() {
        Set<String> types = new TreeSet<>();
        judged.stream().filter(Places::isRow).forEach(type -> types.add(type.key()));
        CHILDREN.keySet().stream()
                .filter(owner -> !owner.isGraph() && !children(owner).isEmpty())
                .forEach(owner -> types.add(owner.key()));
        return List.copyOf(types);
    }

    private static boolean isRow(ResourceType type) {
        boolean topLevel = type.name().chars().filter(c -> c == '/').count() == 1;
        String provider = provider(type);
        return !type.isGraph()
                && !type.equals(SUBSCRIPTION)
                && !BY_SUBSCRIPTION.contains(provider)
                && !OF_THE_TENANT.contains(provider)
                && (topLevel || TRACKED_CHILDREN.contains(type));
    }

    private static String provider(ResourceType type) {
        return ResourceType.of(type.provider()).key();
    }

    /** The collections that every subscription has, behind its id. */
    List<String> ofSubscriptions() {
        return judged.stream()
                .filter(type -> BY_SUBSCRIPTION.contains(provider(type)))
                .map(type -> "/providers/" + type)
                .sorted()
                .toList();
    }

    /** The collections of the tenant and of its directory. */
    List<String> ofTenant() {
        Set<String> paths = new TreeSet<>();
        judged.stream()
                .filter(type -> OF_THE_TENANT.contains(provider(type)))
                .forEach(type -> paths.add("/providers/" + type));
        judged.stream()
                .filter(type -> type.isGraph() && owner(type) == null && !ELSEWHERE.contains(type))
                .forEach(type -> paths.add(path(type)));
        CHILDREN.keySet().stream()
                .filter(owner -> owner.isGraph() && !children(owner).isEmpty())
                .forEach(owner -> paths.add(path(owner)));
        return List.copyOf(paths);
    }

    private static @Nullable ResourceType owner(ResourceType child) {
        return CHILDREN.entrySet().stream()
                .filter(entry -> entry.getValue().containsValue(child))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static String path(ResourceType directoryType) {
        return "/graph/" + directoryType.name().substring(GRAPH.length());
    }

    boolean judgesSubscriptions() {
        return judged.contains(SUBSCRIPTION);
    }

    boolean judgesRoleAssignments() {
        return judged.contains(ROLE_ASSIGNMENTS);
    }

    boolean judges(ResourceType type) {
        return judged.contains(type);
    }

    /** The collections below a resource of this type that hold something judged. */
    List<String> children(ResourceType type) {
        return CHILDREN.getOrDefault(type, Map.of()).entrySet().stream()
                .filter(entry -> judged.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
