package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the body that a write leads to, with the fields that ARM itself fills in. */
final class Bodies {
    private final Resources resources;
    private final Clock clock;

    Bodies(Resources resources, Clock clock) {
        this.resources = resources;
        this.clock = clock;
    }

    /** What PUT makes of the wanted body: everything is replaced, the identity stays. */
    ObjectNode replaced(
            ResourceId target, TypeTrait trait, @Nullable ObjectNode before, ObjectNode wanted, Persona actor) {
        ObjectNode body = Json.object();
        body.put("id", before == null ? target.path() : before.path("id").asText(target.path()));
        body.put("name", before == null ? target.name() : before.path("name").asText(target.name()));
        if (!target.type().equals(ArmApi.SUBSCRIPTIONS)) {
            body.put("type", before == null ? trait.name() : before.path("type").asText(trait.name()));
        }
        body.setAll(
                (ObjectNode) wanted.deepCopy().without(List.of("id", "name", "type", "etag", "eTag", "systemData")));
        if (before != null) {
            keep(body, before, "location");
            keep(body, before, "kind");
            keep(body, before, "systemData");
        }
        if (target.type().equals(RoleAssignments.TYPE)) {
            RoleAssignments.fill(body, target, clock.instant().toString(), actor);
        }
        return finished(target, body, actor);
    }

    private static void keep(ObjectNode body, ObjectNode before, String field) {
        if (!body.has(field) && before.has(field)) {
            body.set(field, before.get(field));
        }
    }

    /** What PATCH makes of it. Below {@code properties} a given value replaces the old one whole, nested objects included. */
    ObjectNode patched(ResourceId target, TypeTrait trait, ObjectNode before, ObjectNode change, Persona actor) {
        ObjectNode allowed = trait.patch() == TypeTrait.Patch.TAGS
                ? change.deepCopy().retain("tags")
                : change.deepCopy().without(List.of("id", "name", "type", "etag", "eTag", "systemData"));
        ObjectNode merged = before.deepCopy();
        allowed.properties().forEach(field -> {
            boolean deeper = field.getKey().equals("properties") && field.getValue() instanceof ObjectNode;
            merged.set(
                    field.getKey(),
                    deeper
                            ? Json.merge(Json.child(merged, "properties"), (ObjectNode) field.getValue(), 1)
                            : field.getValue());
        });
        return finished(target, merged, actor);
    }

    private ObjectNode finished(ResourceId target, ObjectNode body, Persona actor) {
        if (body.path("properties").has("provisioningState")
                || !body.path("location").isMissingNode()) {
            Json.child(body, "properties").put("provisioningState", "Succeeded");
        }
        if (body.get("systemData") instanceof ObjectNode) {
            body.set(
                    "systemData",
                    ((ObjectNode) body.get("systemData").deepCopy())
                            .put("lastModifiedBy", actor.upn())
                            .put("lastModifiedByType", actor.isUser() ? "User" : "Application")
                            .put("lastModifiedAt", clock.instant().toString()));
        }
        resources.stampEtag(target, body);
        return body;
    }

    /** How the resource looks while a long-running write is under way. */
    ObjectNode inProgress(ArmWrite write) {
        ObjectNode after = write.after();
        ObjectNode before = write.before();
        ObjectNode shown = after != null ? after.deepCopy() : before != null ? before.deepCopy() : Json.object();
        Json.child(shown, "properties")
                .put("provisioningState", after == null ? "Deleting" : write.existed() ? "Updating" : "Creating");
        return shown;
    }
}
