package dev.driftwarden.preflight;

import dev.driftwarden.infra.EventFilters;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.load.RuleDefinition;
import dev.driftwarden.world.World;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All checks that ask Azure. Nothing is changed. */
public final class Preflight {
    private final World world;

    public Preflight(World world) {
        this.world = world;
    }

    /**
     * What is to be checked of a bot that is deployed.
     *
     * @param app resource id of the function app; null to leave it out
     * @param principal object id of the bot; null for the identity that asks
     */
    public record Installation(
            List<ResourceId> subscriptions,
            @Nullable ResourceId app,
            @Nullable String principal,
            List<RuleDefinition> rules,
            Policy policy) {}

    public List<Check> of(Installation installation) {
        Tenant tenant = new Tenant(world);
        Intent intent = new Intent(installation.policy());
        PermissionChecks permissions =
                new PermissionChecks(new Rights(tenant, installation.principal()), intent, installation.rules());
        EventChecks events = new EventChecks(tenant, EventFilters.of(installation.rules()));
        Stream<Check> bySubscription = installation.subscriptions().stream()
                .flatMap(subscription -> Stream.concat(permissions.in(subscription), events.in(subscription)));
        ResourceId app = installation.app();
        Stream<Check> signIn = app == null ? Stream.of() : new AppChecks(tenant).of(app);
        Stream<Check> directory = new DirectoryChecks(tenant, intent, installation.rules()).all();
        return Stream.of(bySubscription, signIn, directory)
                .flatMap(checks -> checks)
                .toList();
    }

    /**
     * What makes a deployment fail.
     *
     * @param home where the bot is to live
     * @param name the parameter of that name
     */
    public List<Check> before(List<ResourceId> subscriptions, ResourceId home, String name) {
        BeforeChecks checks = new BeforeChecks(new Tenant(world));
        return Stream.concat(checks.names(home, name), subscriptions.stream().flatMap(checks::watched))
                .toList();
    }
}
