package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.baseline.Baseline;
import dev.driftwarden.baseline.Baselines;
import dev.driftwarden.engine.BaselineDesk;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.store.Page;
import dev.driftwarden.web.WebResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The accepted states of directory policies, and people's word that a change is wanted. */
final class BaselineOperations {
    private final SiteParts parts;
    private final BaselineDesk desk;

    BaselineOperations(SiteParts parts) {
        this.parts = parts;
        this.desk = new BaselineDesk(parts.desk());
    }

    List<Route> routes() {
        return List.of(
                Route.get("/baselines", Set.of(), this::list),
                Route.get("/baselines/{id}", Set.of(), this::show),
                Route.post("/baselines/{id}/accept", Set.of("hash", "reason"), this::accept));
    }

    /** All at once: a tenant has a few hundred policies at most. */
    private WebResponse list(Call call) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode items = json.putArray("items");
        Page<Baseline> page = parts.desk().baselines().list(null, 1000);
        page.items().forEach(one -> items.add(tree(one)));
        return call.ok(json.putNull("next"));
    }

    private ObjectNode tree(Baseline one) {
        ObjectNode json = (ObjectNode) parts.desk().codec().tree(one);
        json.put("resource", one.id().path()).put("id", Baselines.shortId(one.id()));
        List.of("accepted", "pending").forEach(state -> {
            if (json.path(state) instanceof ObjectNode object) {
                object.remove("body");
            }
        });
        return json;
    }

    private WebResponse show(Call call) {
        Optional<Baseline> found =
                parts.desk().baselines().find(call.variable("id")).map(Held::value);
        if (found.isEmpty()) {
            return call.problem(Problem.notFound("There is no policy of this id."));
        }
        Baseline one = found.get();
        ObjectNode json = tree(one);
        Optional.ofNullable(one.accepted())
                .flatMap(accepted -> parts.desk().baselines().body(accepted.body()))
                .ifPresent(body -> json.set("acceptedState", body.path("properties")));
        Optional.ofNullable(one.pending())
                .map(Baseline.Pending::body)
                .flatMap(parts.desk().baselines()::body)
                .ifPresent(body -> json.set("pendingState", body.path("properties")));
        return call.ok(json);
    }

    private WebResponse accept(Call call) {
        String hash = call.body().text("hash");
        String reason = call.body().text("reason").strip();
        return call.body().problems().isEmpty()
                ? call.answer(desk.accept(call.variable("id"), hash, call.signedIn(), reason))
                : call.problem(Problem.invalid(call.body().problems()));
    }
}
