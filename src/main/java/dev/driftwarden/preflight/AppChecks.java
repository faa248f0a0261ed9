package dev.driftwarden.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.preflight.Tenant.Answer;
import dev.driftwarden.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether strangers are kept out of the app. */
final class AppChecks {
    private static final String AREA = "sign-in";
    private static final String API = "2025-03-01";
    private static final String REMEDY = "Deploy the module authentication again; nobody should change it by hand.";

    /** What machines call: health, and what checks a key or a signature of its own. */
    private static final Set<String> OPEN_PATHS =
            Set.of("/api/v1/health", "/api/v1/slack/interactions", "/runtime/webhooks/eventgrid");

    private final Tenant tenant;

    AppChecks(Tenant tenant) {
        this.tenant = tenant;
    }

    Stream<Check> of(ResourceId app) {
        Answer<Optional<JsonNode>> site = tenant.get(app, API);
        if (site.failed()) {
            return Stream.of(Check.unknown(AREA, app.path(), "The app cannot be read: " + site.problem(), ""));
        }
        if (site.value().isEmpty()) {
            return Stream.of(Check.fail(
                    AREA,
                    app.path(),
                    "There is no such app.",
                    "Give its resource id: az functionapp show --name APP --resource-group GROUP --query id"));
        }
        List<Check> checks = new ArrayList<>();
        if (!site.value().get().at("/properties/httpsOnly").asBoolean()) {
            checks.add(
                    Check.fail(AREA, app.path(), "The app answers over http, too.", "Deploy the function-app module."));
        }
        signIn(app, checks);
        return checks.stream();
    }

    private void signIn(ResourceId app, List<Check> checks) {
        ResourceId id = app.resolve("config/authsettingsV2");
        Answer<Optional<JsonNode>> settings = tenant.get(id, API);
        if (settings.failed()) {
            checks.add(Check.unknown(
                    AREA,
                    id.path(),
                    "Whether people have to sign in cannot be read: " + settings.problem(),
                    "Run this as somebody with Website Contributor on the app."));
            return;
        }
        JsonNode properties =
                settings.value().map(body -> body.path("properties")).orElseGet(() -> null);
        if (properties == null || !properties.at("/platform/enabled").asBoolean()) {
            checks.add(Check.fail(
                    AREA,
                    id.path(),
                    "App Service Authentication is off: the app believes no sign-in header, and every page refuses.",
                    REMEDY));
            return;
        }
        rules(id, properties, checks);
    }

    private static void rules(ResourceId id, JsonNode properties, List<Check> checks) {
        int before = checks.size();
        JsonNode global = properties.path("globalValidation");
        if (!global.path("requireAuthentication").asBoolean()
                || global.path("unauthenticatedClientAction").asText().equals("AllowAnonymous")) {
            checks.add(Check.fail(AREA, id.path(), "Requests without a sign-in are let through.", REMEDY));
        }
        Set<String> open = new TreeSet<>();
        global.path("excludedPaths").forEach(path -> {
            if (!OPEN_PATHS.contains(path.asText().toLowerCase(java.util.Locale.ROOT))) {
                open.add(path.asText());
            }
        });
        if (!open.isEmpty()) {
            checks.add(Check.fail(
                    AREA,
                    id.path(),
                    "These paths need no sign-in, but should: " + Wording.listed(open) + ".",
                    "Take them out of excludedPaths. " + REMEDY));
        }
        if (!properties.at("/identityProviders/azureActiveDirectory/enabled").asBoolean()) {
            checks.add(Check.fail(AREA, id.path(), "Microsoft Entra is not the identity provider.", REMEDY));
        }
        if (checks.size() == before) {
            checks.add(Check.ok(AREA, id.path(), "Everything but health needs a sign-in through Microsoft Entra."));
        }
    }
}
