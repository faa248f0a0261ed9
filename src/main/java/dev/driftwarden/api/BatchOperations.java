package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.ApprovalBatch;
import dev.driftwarden.engine.ApprovalDesk;
import dev.driftwarden.engine.BatchDesk;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One answer about several plans of one rule. */
final class BatchOperations {
    private static final Set<String> ITEM = Set.of("planId", "planHash");

    private final BatchDesk desk;

    BatchOperations(SiteParts parts) {
        this.desk = new BatchDesk(parts.desk(), new ApprovalDesk(parts.desk()));
    }

    List<Route> routes() {
        return List.of(
                Route.post("/approvals/batch", Set.of("rule", "approve", "reason", "items", "leaveOut"), this::answer));
    }

    private WebResponse answer(Call call) {
        ApprovalBatch batch = batch(call.body());
        if (!call.body().problems().isEmpty()) {
            return call.problem(Problem.invalid(call.body().problems()));
        }
        Optional<Answer.Refused> refused = desk.refusal(batch, call.signedIn());
        return refused.isPresent()
                ? call.problem(Problem.of(refused.get()))
                : call.ok(json(batch, desk.answer(batch, call.signedIn())));
    }

    private static ApprovalBatch batch(JsonBody body) {
        List<ApprovalBatch.Item> items = body.objects("items", ApprovalBatch.MOST).stream()
                .map(item -> body.part(item, "items", ITEM))
                .map(BatchOperations::item)
                .toList();
        return new ApprovalBatch(
                body.text("rule"),
                body.flag("approve"),
                body.text("reason"),
                items,
                Set.copyOf(body.texts("leaveOut", ApprovalBatch.MOST)));
    }

    private static ApprovalBatch.Item item(Map<String, String> texts) {
        return new ApprovalBatch.Item(texts.getOrDefault("planId", ""), texts.getOrDefault("planHash", ""));
    }

    private static ObjectNode json(ApprovalBatch batch, List<ApprovalBatch.Result> results) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        long done = results.stream()
                .filter(result -> result.answer() instanceof Answer.Done)
                .count();
        json.put("done", done)
                .put("refused", results.size() - done)
                .put("leftOut", batch.items().size() - results.size());
        ArrayNode items = json.putArray("items");
        results.forEach(result -> items.add(item(result)));
        return json;
    }

    private static ObjectNode item(ApprovalBatch.Result result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("planId", result.planId());
        return result.answer()
                .<ObjectNode>match(
                        done -> json.put("outcome", "done").put("text", done.text()),
                        refused -> json.put("outcome", "refused")
                                .put("text", refused.text())
                                .put("code", Problem.of(refused).code()));
    }
}
