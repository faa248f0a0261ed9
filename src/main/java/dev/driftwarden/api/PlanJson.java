package dev.driftwarden.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.snippet.Snippets;

/** A plan as the API shows it: what is stored, and what an approver has to know that follows from it. */
final class PlanJson {
    private PlanJson() {}

    static JsonNode of(Codec codec, Plan plan) {
        ObjectNode json = (ObjectNode) codec.tree(plan);
        json.put("reversible", plan.reversible());
        Snippets snippets = Snippets.of(plan);
        json.putObject("snippets").put("bicep", snippets.bicep()).put("terraform", snippets.terraform());
        return json;
    }
}
