package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Rejection;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was set aside, and people's decisions about it. */
final class RejectionOperations {
    private final SiteParts parts;
    private final Lists lists;

    RejectionOperations(SiteParts parts) {
        this.parts = parts;
        this.lists = new Lists(parts.desk().codec());
    }

    List<Route> routes() {
        return List.of(
                Route.get("/rejections", Set.of("cursor", "limit", "state"), this::list),
                Route.get("/rejections/{id}", Set.of(), this::show),
                Route.post(
                        "/rejections/{id}/replay",
                        Set.of(),
                        call -> call.answer(parts.poison().replay(call.variable("id"), call.signedIn()))),
                Route.post("/rejections/{id}/drop", Set.of("reason"), this::drop));
    }

    private WebResponse list(Call call) {
        String state = call.parameters().text("state");
        if (!Set.of("", "waiting", "handled").contains(state)) {
            return call.problem(Problem.invalid(List.of("Parameter 'state' must be waiting or handled.")));
        }
        boolean waiting = !state.equals("handled");
        return lists.page(call, (cursor, limit) -> parts.desk().rejections().list(waiting, cursor, limit));
    }

    /** The whole text may hold secrets that an event should not have had; only administrators see it. */
    private WebResponse show(Call call) {
        Optional<Rejection> found =
                parts.desk().rejections().find(call.variable("id")).map(Held::value);
        if (found.isEmpty()) {
            return call.problem(Problem.notFound("Nothing of this id was set aside."));
        }
        ObjectNode json = (ObjectNode) parts.desk().codec().tree(found.get());
        if (parts.mayAdminister(call.signedIn())) {
            parts.desk().rejections().text(found.get().id()).ifPresent(text -> json.put("text", text));
        }
        return call.ok(json);
    }

    private WebResponse drop(Call call) {
        String reason = call.body().text("reason").strip();
        return call.body().problems().isEmpty()
                ? call.answer(parts.poison().drop(call.variable("id"), call.signedIn(), reason))
                : call.problem(Problem.invalid(call.body().problems()));
    }
}
