package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;

/** Makes the Event Grid event (Event Grid schema) of a successful ARM write, with the field names and gaps of real ones. */
final class EventFactory {
    private static final String IDENTITY = "http://schemas.microsoft.com/identity/claims/";
    private static final String SOAP = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

    private final Clock clock;
    private final String tenant;

    EventFactory(Clock clock, String tenant) {
        this.clock = clock;
        this.tenant = tenant;
    }

    ObjectNode of(ArmWrite write) {
        String subject = asEventsSpellIt(write.target());
        String subscription = write.target().subscriptionId().orElse("");
        ObjectNode event = Json.object()
                .put("id", UUID.randomUUID().toString())
                .put("topic", "/subscriptions/" + subscription)
                .put("subject", subject)
                .put("eventType", "Microsoft.Resources.Resource" + capitalised(write.verb()) + "Success")
                .put("eventTime", clock.instant().toString())
                .put("dataVersion", "2")
                .put("metadataVersion", "1");
        ObjectNode data = event.putObject("data");
        addAuthorization(data, write, subject);
        addClaims(data, write.actor());
        data.put("correlationId", correlationId(write.request()));
        addHttpRequest(data, write);
        data.put("resourceProvider", write.target().type().provider())
                .put("resourceUri", subject)
                .put("operationName", write.action())
                .put("status", "Succeeded")
                .put("subscriptionId", subscription)
                .put("tenantId", tenant);
        return event;
    }

    /** Events spell the segment resourcegroups in lower case, unlike ARM. */
    private static String asEventsSpellIt(ResourceId id) {
        return id.path().replace("/resourceGroups/", "/resourcegroups/");
    }

    private static String capitalised(String verb) {
        return verb.substring(0, 1).toUpperCase(Locale.ROOT) + verb.substring(1);
    }

    /** The caller's correlation id when it is a GUID, else a new one. */
    static String correlationId(Request request) {
        String given = request.header("x-ms-correlation-request-id");
        try {
            return UUID.fromString(given).toString();
        } catch (IllegalArgumentException e) {
            return UUID.randomUUID().toString();
        }
    }

    private static void addAuthorization(ObjectNode data, ArmWrite write, String subject) {
        ObjectNode authorization =
                data.putObject("authorization").put("scope", subject).put("action", write.action());
        Persona actor = write.actor();
        if (actor.isService()) {
            authorization.putArray("evidence");
            return;
        }
        authorization
                .putObject("evidence")
                .put("role", "Contributor")
                .put(
                        "roleAssignmentScope",
                        "/subscriptions/" + write.target().subscriptionId().orElse(""))
                .put("roleAssignmentId", "6f1d3c1e9f3b4d0b8a52b1e6f0c7a001")
                .put("roleDefinitionId", "b24988ac618042a0ab8820f7382dd24c")
                .put("principalId", actor.objectId().replace("-", ""))
                .put("principalType", actor.isUser() ? "User" : "ServicePrincipal");
    }

    private void addClaims(ObjectNode data, Persona actor) {
        ObjectNode claims = data.putObject("claims");
        if (actor.isService()) {
            return;
        }
        long now = clock.instant().getEpochSecond();
        claims.put("aud", "https://management.core.windows.net/")
                .put("iss", "https://sts.windows.net/" + tenant + "/")
                .put("iat", String.valueOf(now))
                .put("nbf", String.valueOf(now))
                .put("exp", String.valueOf(now + 3600))
                .put("appid", actor.appId())
                .put("appidacr", actor.isUser() ? "0" : "2")
                .put("ver", "1.0")
                .put(IDENTITY + "objectidentifier", actor.objectId())
                .put(IDENTITY + "tenantid", tenant);
        if (actor.isUser()) {
            claims.put("ipaddr", actor.ipAddress())
                    .put("name", actor.name())
                    .put(IDENTITY + "scope", "user_impersonation")
                    .put("http://schemas.microsoft.com/claims/authnmethodsreferences", "pwd,mfa")
                    .put(SOAP + "upn", actor.upn())
                    .put(SOAP + "name", actor.upn());
        }
    }

    /** Real events carry the request only when the resource was there before. */
    private static void addHttpRequest(ObjectNode data, ArmWrite write) {
        if (!write.existed()) {
            return;
        }
        Request request = write.request();
        data.putObject("httpRequest")
                .put("clientRequestId", EventFactory.correlationId(request))
                .put("clientIpAddress", write.actor().ipAddress())
                .put("method", request.method())
                .put(
                        "url",
                        "https://management.azure.com" + write.target().path() + "?api-version="
                                + request.query("api-version"));
    }
}
