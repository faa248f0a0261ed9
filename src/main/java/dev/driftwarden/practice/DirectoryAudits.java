package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Entra audit log: a record for every directory write, in the envelope that a diagnostic setting streams to an Event Hub.
 * A policy change has its second record of Core Directory, as in real tenants.
 */
final class DirectoryAudits {
    private static final int KEPT = 2_000;

    private final Clock clock;
    private final String tenant;
    private final Consumer<ObjectNode> outbox;
    private final Deque<ObjectNode> recent = new ArrayDeque<>();

    /**
     * @param outbox takes each envelope {@code {"records":[…]}}
     */
    DirectoryAudits(Clock clock, String tenant, Consumer<ObjectNode> outbox) {
        this.clock = clock;
        this.tenant = tenant;
        this.outbox = outbox;
    }

    void record(Request request, String path, @Nullable ObjectNode before, @Nullable ObjectNode after, Persona actor) {
        AuditedKind kind = AuditedKind.of(path);
        String verb = before == null ? "Add" : after == null ? "Delete" : "Update";
        String correlation = EventFactory.correlationId(request);
        ObjectNode properties = properties(kind, kind.activity(path, verb), verb, correlation, actor);
        target(properties, path, kind, before, after);
        keep(properties);
        ObjectNode envelope = Json.object();
        var records = envelope.putArray("records").add(record(properties, actor));
        if (kind.isConditionalAccess()) {
            ObjectNode shadow = properties(kind.shadow(), verb + " policy", verb, correlation, actor);
            target(shadow, path, kind.shadow(), null, null);
            records.add(record(shadow, actor));
        }
        outbox.accept(envelope);
    }

    private ObjectNode properties(AuditedKind kind, String activity, String verb, String correlation, Persona actor) {
        String prefix = kind.isConditionalAccess() ? "IPCGraph_" : "Directory_";
        ObjectNode properties = Json.object()
                .put("id", prefix + UUID.randomUUID())
                .put("category", kind.category())
                .put("correlationId", correlation)
                .put("result", "success")
                .putNull("resultReason")
                .put("activityDisplayName", activity)
                .put("activityDateTime", clock.instant().toString())
                .put("loggedByService", kind.service())
                .put("operationType", verb);
        ObjectNode by = properties.putObject("initiatedBy");
        if (actor.isUser()) {
            by.putObject("user")
                    .put("id", actor.objectId())
                    .putNull("displayName")
                    .put("userPrincipalName", actor.upn())
                    .put("ipAddress", actor.ipAddress())
                    .putArray("roles");
        } else {
            by.putObject("app")
                    .put("appId", actor.appId())
                    .put("displayName", actor.name())
                    .put("servicePrincipalId", actor.objectId());
        }
        return properties;
    }

    private static void target(
            ObjectNode properties,
            String path,
            AuditedKind kind,
            @Nullable ObjectNode before,
            @Nullable ObjectNode after) {
        JsonNode named = after != null ? after : before != null ? before : Json.object();
        boolean appRole = named.has("appRoleId");
        ObjectNode target = properties
                .putArray("targetResources")
                .addObject()
                .put("id", appRole ? named.path("resourceId").asText() : targetId(path))
                .put(
                        "displayName",
                        named.path("displayName")
                                .asText(named.path("userPrincipalName").asText()))
                .put("type", kind.target());
        var modified = target.putArray("modifiedProperties");
        if (appRole) {
            said(modified, "AppRole.Id", named.path("appRoleId"), before == null);
            said(modified, "ServicePrincipal.ObjectID", named.path("principalId"), before == null);
            said(modified, "ServicePrincipal.DisplayName", named.path("principalDisplayName"), before == null);
        } else if (before != null || after != null) {
            modified.addObject()
                    .put("displayName", kind.property())
                    .put("oldValue", before == null ? null : asLogged(before))
                    .put("newValue", after == null ? null : asLogged(after));
        }
        target.putArray("administrativeUnits");
        properties.putArray("additionalDetails");
    }

    /** Of a grant the target is who grants; who is granted the role stands among the properties, in quotation marks. */
    private static void said(ArrayNode modified, String name, JsonNode value, boolean now) {
        modified.addObject()
                .put("displayName", name)
                .put(now ? "newValue" : "oldValue", "\"" + value.asText() + "\"")
                .putNull(now ? "oldValue" : "newValue");
    }

    /** A member of a group or of an application is reported with what it belongs to. */
    private static String targetId(String path) {
        String[] segments = path.substring(1).split("/");
        boolean below = segments.length == 4 && segments[0].matches("(?i)groups|servicePrincipals");
        return below ? segments[1] : segments[segments.length - 1];
    }

    /** JSON in a string, with upper-case controls and without null members, as the log writes policies. */
    private static String asLogged(ObjectNode body) {
        ObjectNode logged = body.deepCopy();
        if (logged.path("grantControls").isNull()) {
            logged.remove("grantControls");
        }
        return logged.toString().replace("\"mfa\"", "\"MFA\"").replace("\"block\"", "\"Block\"");
    }

    private ObjectNode record(ObjectNode properties, Persona actor) {
        ObjectNode record = Json.object()
                .put("time", clock.instant().toString())
                .put("resourceId", "/tenants/" + tenant + "/providers/Microsoft.aadiam")
                .put("operationName", properties.path("activityDisplayName").asText())
                .put("operationVersion", "1.0")
                .put("category", "AuditLogs")
                .put("tenantId", tenant)
                .put("resultSignature", "None")
                .put("durationMs", 0)
                .put("callerIpAddress", actor.ipAddress())
                .put("correlationId", properties.path("correlationId").asText())
                .put("Level", 4);
        record.set("properties", properties);
        return record;
    }

    private void keep(ObjectNode properties) {
        synchronized (recent) {
            recent.addLast(properties);
            if (recent.size() > KEPT) {
                recent.removeFirst();
            }
        }
    }

    /** The latest records as {@code /auditLogs/directoryAudits} shows them, newest first. */
    List<ObjectNode> recent() {
        synchronized (recent) {
            List<ObjectNode> newestFirst = new ArrayList<>(recent);
            Collections.reverse(newestFirst);
            return newestFirst;
        }
    }

    void clear() {
        synchronized (recent) {
            recent.clear();
        }
    }
}
