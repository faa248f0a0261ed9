package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** POST actions: only what the bot and its tests meet. The key they hand out opens nothing. */
final class ArmActions {
    private static final String KEY =
            Base64.getEncoder().encodeToString("practice key, opens nothing".getBytes(StandardCharsets.UTF_8));

    private final Resources resources;
    private final Refusals refusals;
    private final Journal journal;

    ArmActions(Resources resources, Refusals refusals, Journal journal) {
        this.resources = resources;
        this.refusals = refusals;
        this.journal = journal;
    }

    Response run(Request request, ResourceId path, Persona actor) {
        ResourceId owner = ResourceId.parse(
                path.path().substring(0, Math.max(1, path.path().lastIndexOf('/'))));
        Optional<ObjectNode> body = ArmApi.isResource(owner) ? resources.find(owner) : Optional.empty();
        if (body.isEmpty()) {
            return ArmErrors.notFound(owner);
        }
        TypeTrait type = resources.trait(owner);
        TypeTrait action = new TypeTrait(type.name() + "/" + path.name(), type.data());
        ArmWrite write = new ArmWrite(request, owner, action, actor, body.get(), null);
        return refusals.of(write).orElseGet(() -> {
            journal.written(write);
            return answer(path.name(), body.get());
        });
    }

    private static Response answer(String action, ObjectNode owner) {
        return switch (action.toLowerCase(Locale.ROOT)) {
            case "list" -> Response.ok(owner);
            case "listkeys" ->
                Response.ok(Json.object()
                        .set(
                                "keys",
                                Json.array(List.of(Json.object()
                                        .put("keyName", "key1")
                                        .put("permissions", "FULL")
                                        .put("value", KEY)))));
            default -> Response.ok(Json.object());
        };
    }
}
