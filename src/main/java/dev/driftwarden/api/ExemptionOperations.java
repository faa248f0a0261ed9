package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.ExemptionDesk;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.policy.Exemption;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accepted deviations, wherever they are written down. */
final class ExemptionOperations {
    private final SiteParts parts;
    private final ExemptionDesk desk;

    ExemptionOperations(SiteParts parts) {
        this.parts = parts;
        this.desk = new ExemptionDesk(parts.desk());
    }

    List<Route> routes() {
        return List.of(
                Route.get("/exemptions", Set.of(), call -> call.ok(all())),
                Route.post("/exemptions", Set.of("rules", "scope", "owner", "reason", "until"), this::create),
                Route.post("/exemptions/{id}/end", Set.of("reason"), this::end));
    }

    private ObjectNode all() {
        Codec codec = parts.desk().codec();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode policy = json.putArray("policy");
        parts.desk().policy().get().exemptions().forEach(one -> policy.add(ofPolicy(one)));
        ArrayNode console = json.putArray("console");
        parts.desk().exemptions().active().forEach(one -> console.add(codec.tree(one)));
        ArrayNode tags = json.putArray("tags");
        parts.desk().exemptions().tags().forEach(one -> tags.add(codec.tree(one)));
        ArrayNode azure = json.putArray("azurePolicy");
        parts.desk().exemptions().ofAzure().forEach(one -> azure.add(codec.tree(one)));
        return json;
    }

    private static ObjectNode ofPolicy(Exemption one) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("rules", one.rules().text())
                .put("scope", one.scope() == null ? null : one.scope().path())
                .put("owner", one.owner())
                .put("reason", one.reason())
                .put("until", one.until().toString());
        one.tags().forEach(json.putObject("tags")::put);
        return json;
    }

    private WebResponse create(Call call) {
        JsonBody body = call.body();
        ExemptionDesk.Wish wish = new ExemptionDesk.Wish(
                body.text("rules").strip(),
                body.text("scope").strip(),
                body.text("owner").strip(),
                body.text("reason").strip(),
                moment(body.text("until").strip()));
        return body.problems().isEmpty()
                ? call.answer(desk.create(wish, call.signedIn()))
                : call.problem(Problem.invalid(body.problems()));
    }

    /** What is no moment is none; the desk says what is wanted. */
    private static @Nullable Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private WebResponse end(Call call) {
        String reason = call.body().text("reason").strip();
        return call.body().problems().isEmpty()
                ? call.answer(desk.end(call.variable("id"), call.signedIn(), reason))
                : call.problem(Problem.invalid(call.body().problems()));
    }
}
