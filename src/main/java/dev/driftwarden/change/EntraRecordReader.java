package dev.driftwarden.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns one audit record into a change of a directory object, or says why it is none. */
final class EntraRecordReader {
    private static final int LONGEST_EVENT_ID = 512;

    /** Core Directory reports every conditional access change a second time, under another name and in another encoding. */
    private static final String DUPLICATING_SERVICE = "Core Directory";

    private final Clock clock;
    private final NestedJson nested;
    private final KnownScopes known;

    EntraRecordReader(Clock clock, NestedJson nested, KnownScopes known) {
        this.clock = clock;
        this.nested = nested;
        this.known = known;
    }

    ParsedEvent read(JsonNode entry) {
        if (!entry.isObject()) {
            return rejected("an audit record must be a JSON object", entry);
        }
        JsonNode audit = entry.has("properties") ? nested.open(entry.path("properties")) : entry;
        String named = Fields.text(audit, "activityDisplayName");
        String activity = named.isEmpty() ? Fields.text(entry, "operationName") : named;
        if (activity.isEmpty()) {
            return rejected("an audit record without activityDisplayName and operationName", entry);
        }
        Optional<EntraActivity> meaning = EntraActivity.of(activity);
        if (meaning.isEmpty() || isDuplicate(audit, meaning.get()) || failed(audit)) {
            return new ParsedEvent.Irrelevant(Fields.name(activity));
        }
        return change(entry, audit, meaning.get());
    }

    private static boolean isDuplicate(JsonNode audit, EntraActivity meaning) {
        return meaning.isConditionalAccess()
                && Fields.text(audit, "loggedByService").equalsIgnoreCase(DUPLICATING_SERVICE);
    }

    private static boolean failed(JsonNode audit) {
        String result = Fields.text(audit, "result");
        return result.equalsIgnoreCase("failure") || result.equalsIgnoreCase("timeout");
    }

    private ParsedEvent change(JsonNode entry, JsonNode audit, EntraActivity meaning) {
        String id = Fields.text(audit, "id");
        if (id.isEmpty() || id.length() > LONGEST_EVENT_ID) {
            return rejected("its id is missing or longer than " + LONGEST_EVENT_ID + " characters", entry);
        }
        String tenant = tenant(entry);
        Optional<String> foreign = known.refuseTenant(tenant);
        if (foreign.isPresent()) {
            return rejected(foreign.get(), entry);
        }
        @Nullable ResourceId subject = subject(audit, meaning);
        if (subject == null) {
            return rejected("none of its targets has an id", entry);
        }
        return new ParsedEvent.Understood(new Change(
                id,
                Change.Source.ENTRA_AUDIT,
                subject,
                subject.type().name() + "/" + meaning.verb(),
                occurredAt(entry, audit),
                actor(nested.open(audit.path("initiatedBy"))),
                Fields.uuid(Fields.text(audit, "correlationId")),
                Fields.uuid(tenant)));
    }

    private @Nullable ResourceId subject(JsonNode audit, EntraActivity meaning) {
        if (!meaning.path().contains(EntraActivity.ID)) {
            return ResourceId.parse("/graph/" + meaning.path());
        }
        @Nullable String id = targetId(audit, meaning);
        return id == null ? null : ResourceId.parse("/graph/" + meaning.path().replace(EntraActivity.ID, id));
    }

    private @Nullable String targetId(JsonNode audit, EntraActivity meaning) {
        JsonNode targets = nested.open(audit.path("targetResources"));
        if (meaning.target().equals(EntraActivity.SERVICE_PRINCIPAL)) {
            @Nullable String named = holder(targets);
            if (named != null) {
                return named;
            }
        }
        for (JsonNode target : targets) {
            String type = Fields.text(target, "type");
            boolean fits = meaning.target().isEmpty() || type.equalsIgnoreCase(meaning.target());
            @Nullable String id = fits ? targetId(target) : null;
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    /** An app role is granted by one application to another; the first target is the one that grants, this names the other. */
    private @Nullable String holder(JsonNode targets) {
        for (JsonNode target : targets) {
            for (JsonNode property : nested.open(target.path("modifiedProperties"))) {
                if (Fields.text(property, "displayName").equalsIgnoreCase("ServicePrincipal.ObjectID")) {
                    String value =
                            Fields.first(property, "newValue", "oldValue").replace("\"", "");
                    return Fields.uuid(value);
                }
            }
        }
        return null;
    }

    /** The target's id; named locations and deletions sometimes have it only in the values before and after. */
    private @Nullable String targetId(JsonNode target) {
        @Nullable String id = Fields.uuid(Fields.text(target, "id"));
        if (id != null) {
            return id;
        }
        for (JsonNode property : nested.open(target.path("modifiedProperties"))) {
            for (String side : new String[] {"newValue", "oldValue"}) {
                @Nullable String inside = Fields.uuid(Fields.text(nested.open(property.path(side)), "id"));
                if (inside != null) {
                    return inside;
                }
            }
        }
        return null;
    }

    private static String tenant(JsonNode entry) {
        String named = Fields.text(entry, "tenantId");
        if (!named.isEmpty()) {
            return named;
        }
        String[] path = Fields.text(entry, "resourceId").split("/", 4);
        return path.length > 2 && path[1].equalsIgnoreCase("tenants") ? path[2] : "";
    }

    private Instant occurredAt(JsonNode entry, JsonNode audit) {
        @Nullable Instant activity = EventReader.instant(Fields.text(audit, "activityDateTime"));
        if (activity != null) {
            return activity;
        }
        @Nullable Instant logged = EventReader.instant(Fields.text(entry, "time"));
        return logged == null ? clock.instant() : logged;
    }

    private static Actor actor(JsonNode initiatedBy) {
        JsonNode user = initiatedBy.path("user");
        if (user.isObject()) {
            String name = Fields.first(user, "userPrincipalName", "displayName");
            return ActorReader.actor(Actor.Kind.USER, Fields.text(user, "id"), name, "");
        }
        JsonNode app = initiatedBy.path("app");
        if (app.isObject()) {
            String name = Fields.first(app, "displayName", "appId");
            String applicationId = Fields.text(app, "appId");
            return ActorReader.actor(
                    Actor.Kind.APPLICATION, Fields.text(app, "servicePrincipalId"), name, applicationId);
        }
        return Actor.UNKNOWN;
    }

    private static ParsedEvent.Rejected rejected(String reason, JsonNode entry) {
        return ParsedEvent.Rejected.of(reason, entry.toString());
    }
}
