package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.StageDesk;
import dev.driftwarden.ledger.ShadowTally;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules in force, how far each may go, and what it would have done had it been allowed to. */
final class RuleOperations {
    private static final String BACK_TO_POLICY = "policy";

    private final SiteParts parts;
    private final Lists lists;
    private final StageDesk stages;

    RuleOperations(SiteParts parts) {
        this.parts = parts;
        this.lists = new Lists(parts.desk().codec());
        this.stages = new StageDesk(parts.desk());
    }

    List<Route> routes() {
        return List.of(
                Route.get("/rules", Set.of(), this::all),
                Route.get("/rules/{id}", Set.of(), this::one),
                Route.get("/rules/{id}/shadow", Lists.PARAMETERS, this::shadow),
                Route.post("/rules/{id}/stage", Set.of("mode", "reason"), this::stage));
    }

    /** All at once: rules are few hundreds, and the same until the next release. */
    private WebResponse all(Call call) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode items = json.putArray("items");
        parts.desk()
                .rules()
                .get()
                .all()
                .forEach(rule -> items.add(parts.desk().codec().tree(rule)));
        return call.ok(json.putNull("next"));
    }

    private WebResponse one(Call call) {
        return parts.desk()
                .rules()
                .get()
                .find(call.variable("id"))
                .map(rule -> call.ok(detail(rule)))
                .orElseGet(() -> call.problem(unknown()));
    }

    private static Problem unknown() {
        return Problem.notFound("There is no rule of this id; /api/v1/rules lists them.");
    }

    private ObjectNode detail(RuleInfo rule) {
        Policy policy = parts.desk().policy().get();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("rule", parts.desk().codec().tree(rule));
        json.put("defaultMode", policy.defaultMode().atMost(rule.mode()).toString());
        ArrayNode modes = json.putArray("modes");
        policy.modes().stream()
                .filter(line -> line.rules().matcher(rule.id()).matches())
                .forEach(line -> modes.add(line(line, rule)));
        parts.desk()
                .stages()
                .find(rule.id())
                .ifPresentOrElse(
                        stage -> json.set("stage", parts.desk().codec().tree(stage)), () -> json.putNull("stage"));
        json.put("furthest", stages.furthest(rule.id()).toString());
        shadow(rule, policy, json.putObject("shadow"));
        return json;
    }

    private static ObjectNode line(Policy.ModeEntry line, RuleInfo rule) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("rules", line.text())
                .put("scope", line.scope() == null ? null : line.scope().path());
        line.tags().forEach(json.putObject("tags")::put);
        line.severities().forEach(severity -> json.withArray("severity").add(severity.toString()));
        Mode mode = line.named() ? line.mode() : line.mode().atMost(rule.mode());
        return json.put("mode", mode.toString());
    }

    private void shadow(RuleInfo rule, Policy policy, ObjectNode json) {
        var window = policy.promotions().shadow();
        ShadowTally tally = parts.desk()
                .shadow()
                .tallies(window, parts.desk().clock().instant())
                .getOrDefault(rule.id(), ShadowTally.NONE);
        json.put("days", window.toDays()).put("wouldHaveWritten", tally.auto()).put("wouldHaveAsked", tally.approve());
        ArrayNode items = json.putArray("items");
        parts.desk()
                .shadow()
                .list(rule.id(), null, 50)
                .items()
                .forEach(entry -> items.add(parts.desk().codec().tree(entry)));
    }

    private WebResponse shadow(Call call) {
        return parts.desk().rules().get().find(call.variable("id")).isPresent()
                ? lists.page(call, (cursor, limit) -> parts.desk().shadow().list(call.variable("id"), cursor, limit))
                : call.problem(unknown());
    }

    private WebResponse stage(Call call) {
        String reason = call.body().text("reason").strip();
        String wanted = call.body().text("mode");
        Optional<Mode> mode = Arrays.stream(Mode.values())
                .filter(one -> one.toString().equals(wanted))
                .findFirst();
        if (!call.body().problems().isEmpty()) {
            return call.problem(Problem.invalid(call.body().problems()));
        }
        if (wanted.equals(BACK_TO_POLICY)) {
            return call.answer(stages.clear(call.variable("id"), call.signedIn(), reason));
        }
        return mode.map(known -> call.answer(stages.set(call.variable("id"), known, call.signedIn(), reason)))
                .orElseGet(
                        () -> call.problem(Problem.invalid(List.of("Field 'mode' must be one of " + modes() + "."))));
    }

    private static String modes() {
        return Stream.concat(Arrays.stream(Mode.values()).map(Mode::toString), Stream.of(BACK_TO_POLICY))
                .collect(Collectors.joining(", "));
    }
}
