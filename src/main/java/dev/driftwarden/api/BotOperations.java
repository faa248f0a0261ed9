package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.HealthCheck;
import dev.driftwarden.engine.HealthReport;
import dev.driftwarden.engine.KillSwitchDesk;
import dev.driftwarden.ledger.Controls.KillSwitch;
import dev.driftwarden.ledger.DayTally;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How the bot is, the kill switch, and what the API is. */
final class BotOperations {
    private final SiteParts parts;
    private final KillSwitchDesk desk;
    private final HealthCheck check;

    BotOperations(SiteParts parts) {
        this.parts = parts;
        this.desk = new KillSwitchDesk(parts.desk());
        this.check = new HealthCheck(parts.desk(), parts.queues());
    }

    List<Route> routes() {
        return List.of(
                Route.get("/health", Set.of(), this::health).forEverybody(),
                Route.get("/metrics", Set.of(), this::metrics),
                Route.get("/openapi.json", Set.of(), call -> call.ok(OpenApi.document()))
                        .forEverybody(),
                Route.get("/kill-switch", Set.of(), call -> call.ok(killSwitch())),
                Route.post("/kill-switch", Set.of("on", "reason"), this::setKillSwitch));
    }

    /** Everybody learns that it works and how much waits; who did what and what the policy says is for readers. */
    private WebResponse health(Call call) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        List<String> problems = parts.policyProblems().get();
        HealthReport report = check.report();
        json.put("status", problems.isEmpty() && report.well() ? "ok" : "degraded");
        ArrayNode reasons = json.putArray("reasons");
        if (!problems.isEmpty()) {
            reasons.add("The newest policy file is not in force.");
        }
        report.reasons().forEach(reasons::add);
        parts.health().forEach(json::put);
        HealthJson.put(json, report, parts.desk().clock().instant());
        json.put("killSwitch", parts.desk().controls().killSwitch().isPresent());
        ObjectNode policy = json.putObject("policy")
                .put("version", parts.desk().policy().get().version())
                .put("problemCount", problems.size());
        if (call.person().filter(parts::mayRead).isPresent()) {
            problems.forEach(policy.putArray("problems")::add);
            parts.desk().book().counts().forEach(json.putObject("findings")::put);
        }
        return call.ok(json);
    }

    private WebResponse metrics(Call call) {
        Instant now = parts.desk().clock().instant();
        FindingBook book = parts.desk().book();
        DayTally today = book.tally(LocalDate.ofInstant(now, ZoneOffset.UTC));
        return call.ok(MetricsJson.of(check.report(), book.totals(), today, now));
    }

    private ObjectNode killSwitch() {
        Optional<KillSwitch> state = parts.desk().controls().killSwitch();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("on", state.isPresent());
        state.ifPresent(on -> json.put("by", on.by())
                .put("reason", on.reason())
                .put("since", on.since().toString()));
        return json;
    }

    private WebResponse setKillSwitch(Call call) {
        boolean on = call.body().flag("on");
        String reason = call.body().text("reason");
        return call.body().problems().isEmpty()
                ? call.answer(desk.set(on, call.signedIn(), reason))
                : call.problem(Problem.invalid(call.body().problems()));
    }
}
