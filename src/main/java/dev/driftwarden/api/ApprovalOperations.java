package dev.driftwarden.api;

import dev.driftwarden.engine.ApprovalDesk;
import dev.driftwarden.engine.RestoreDesk;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.policy.Policy.Entra.Restore;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.util.List;
import java.util.Set;

/** Plans, and people's answers about them. */
final class ApprovalOperations {
    private static final Set<String> FIELDS = Set.of("planHash", "reason");
    private static final String REPORT_ONLY = "report-only";
    private static final String ENFORCED = "enforced";

    private final SiteParts parts;
    private final Lists lists;
    private final ApprovalDesk desk;
    private final RestoreDesk restoring;

    ApprovalOperations(SiteParts parts) {
        this.parts = parts;
        this.lists = new Lists(parts.desk().codec());
        this.desk = new ApprovalDesk(parts.desk());
        this.restoring = new RestoreDesk(parts.desk());
    }

    List<Route> routes() {
        return List.of(
                Route.get("/plans/{id}", Set.of(), this::plan),
                Route.get(
                        "/approvals",
                        Lists.PARAMETERS,
                        call -> lists.page(call, parts.desk().book()::inbox)),
                Route.post("/approvals/{id}/approve", FIELDS, call -> answer(call, /* approve= */ true)),
                Route.post("/approvals/{id}/reject", FIELDS, call -> answer(call, /* approve= */ false)),
                Route.post("/approvals/{id}/restore", Set.of("planHash", "restore"), this::restore));
    }

    private WebResponse restore(Call call) {
        String hash = call.body().text("planHash");
        String how = call.body().text("restore");
        if (!call.body().problems().isEmpty()) {
            return call.problem(Problem.invalid(call.body().problems()));
        }
        if (hash.isEmpty() || !(how.equals(REPORT_ONLY) || how.equals(ENFORCED))) {
            return call.problem(Problem.invalid(List.of("Send 'planHash', the hash of the plan that you looked at, and"
                    + " 'restore': " + REPORT_ONLY + " or " + ENFORCED + ".")));
        }
        Restore restore = how.equals(REPORT_ONLY) ? Restore.REPORT_ONLY : Restore.ENFORCED;
        return call.answer(restoring.choose(call.variable("id"), hash, restore, call.signedIn()));
    }

    private WebResponse plan(Call call) {
        return parts.desk()
                .book()
                .plan(call.variable("id"))
                .map(Held::value)
                .map(plan -> call.ok(PlanJson.of(parts.desk().codec(), plan)))
                .orElseGet(() -> call.problem(Problem.notFound("There is no plan of this id.")));
    }

    private WebResponse answer(Call call, boolean approve) {
        String hash = call.body().text("planHash");
        String reason = call.body().text("reason");
        if (!call.body().problems().isEmpty()) {
            return call.problem(Problem.invalid(call.body().problems()));
        }
        if (hash.isEmpty()) {
            return call.problem(Problem.invalid(
                    List.of("Field 'planHash' is missing: send the hash of the plan that you looked at.")));
        }
        return call.answer(desk.answer(call.variable("id"), hash, approve, call.signedIn(), reason));
    }
}
