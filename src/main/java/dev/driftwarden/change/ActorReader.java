package dev.driftwarden.change;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads who made a change from the claims of a resource event; from the evidence of the caller's right when there are none. */
final class ActorReader {
    private static final String IDENTITY = "http://schemas.microsoft.com/identity/claims/";
    private static final String XMLSOAP = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

    private ActorReader() {}

    static Actor fromClaims(JsonNode claims, JsonNode evidence) {
        String userName = Fields.first(claims, XMLSOAP + "upn", "upn", "preferred_username", "unique_name");
        String objectId = Fields.first(claims, IDENTITY + "objectidentifier", "oid");
        String application = Fields.first(claims, "appid", "azp");
        // A scope means that somebody is signed in to the application; guests then have a name but no user principal
        // name.
        boolean delegated = !Fields.first(claims, IDENTITY + "scope", "scp").isEmpty();
        if (!userName.isEmpty() || delegated) {
            String shown = userName.isEmpty() ? Fields.first(claims, XMLSOAP + "name", "name") : userName;
            return actor(Actor.Kind.USER, objectId, shown, application);
        }
        if (!application.isEmpty()) {
            return actor(Actor.Kind.APPLICATION, objectId, application, application);
        }
        return fromEvidence(evidence, objectId);
    }

    private static Actor fromEvidence(JsonNode evidence, String objectId) {
        String id = objectId.isEmpty() ? Fields.text(evidence, "principalId") : objectId;
        String type = Fields.text(evidence, "principalType");
        if (type.equalsIgnoreCase("User")) {
            return actor(Actor.Kind.USER, id, "", "");
        }
        if (type.equalsIgnoreCase("ServicePrincipal")) {
            return actor(Actor.Kind.APPLICATION, id, "", "");
        }
        return id.isEmpty() ? Actor.UNKNOWN : actor(Actor.Kind.UNKNOWN, id, "", "");
    }

    static Actor actor(Actor.Kind kind, String objectId, String name, String applicationId) {
        String shown = Fields.name(name);
        @Nullable String application = Fields.uuid(applicationId);
        return new Actor(kind, Fields.uuid(objectId), shown.isEmpty() ? "unknown" : shown, application);
    }
}
