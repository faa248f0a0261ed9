package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.plan.FieldDiff;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.plan.PlanDiff;
import dev.driftwarden.plan.PlanHash;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.store.Bodies;
import dev.driftwarden.world.World;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the plan for a failing judgement, and says what to keep of the state before. */
final class Planner {
    private final Clock clock;

    Planner(Clock clock) {
        this.clock = clock;
    }

    /**
     * A plan, and the states before by where they are to be kept.
     *
     * @param plan names where
     */
    record Planned(Plan plan, Map<String, String> states) {
        /** The plan, with the states kept: for one that may be written. */
        Plan kept(Bodies bodies) {
            states.forEach(bodies::put);
            return plan;
        }

        /** The plan alone: nothing of it will be written before it is made again. */
        Plan unkept() {
            return plan.withoutBodies();
        }
    }

    /**
     * The plan, or empty when the rule proposes no fix or a target of it cannot be read: what is not known is not written over.
     */
    Optional<Planned> plan(Judgement judgement, int round, World world) {
        Fix fix = judgement.fix();
        if (fix == null) {
            return Optional.empty();
        }
        String hash = hash(judgement, fix);
        FindingId finding = FindingId.of(judgement.resource(), judgement.rule().id());
        String id = finding + "-" + round + "-" + hash.substring(0, 12);
        List<FieldDiff> diff = new ArrayList<>();
        Map<String, String> before = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (Operation operation : fix.operations()) {
            Target target = read(operation, world);
            if (!target.known()) {
                return Optional.empty();
            }
            diff.addAll(PlanDiff.of(operation, target.body()));
            add(before, id, target.body());
            words.addAll(PlanWords.of(operation, target.body()));
        }
        Plan plan = new Plan(
                id,
                hash,
                finding.value(),
                round,
                judgement.rule().id(),
                judgement.rule().version(),
                judgement.resource(),
                fix.operations(),
                reliedOn(judgement, fix),
                diff,
                fix.breaks(),
                fix.undo(),
                fix.undoNote(),
                judgement.notes(),
                List.copyOf(before.keySet()),
                words,
                fix.firstStep(),
                clock.instant(),
                null,
                List.of());
        return Optional.of(new Planned(plan, before));
    }

    /** What a plan for this judgement would be bound to. */
    static String hash(Judgement judgement, Fix fix) {
        return PlanHash.of(judgement.rule().id(), judgement.rule().version(), fix, reliedOn(judgement, fix));
    }

    private record Target(boolean known, @Nullable JsonNode body) {}

    private static Target read(Operation operation, World world) {
        if (operation.method() == Operation.Method.POST) {
            return new Target(true, null);
        }
        return world.get(operation.target(), operation.apiVersion())
                .match(body -> new Target(true, body), () -> new Target(true, null), why -> new Target(false, null));
    }

    private static void add(Map<String, String> states, String planId, @Nullable JsonNode body) {
        String text = body == null ? "null" : body.toString();
        // A plan made again may find other things changed around the planned fields: each state has its own path.
        String path = "before/" + planId + "/" + states.size() + "-"
                + PlanHash.sha256(text).substring(0, 16) + ".json";
        states.put(path, text);
    }

    private static Map<String, JsonNode> reliedOn(Judgement judgement, Fix fix) {
        Map<String, JsonNode> values = new TreeMap<>();
        JsonNode body = judgement.resourceBody();
        for (String path : fix.reliesOn()) {
            values.put(path, body == null ? NullNode.getInstance() : at(body, path));
        }
        return values;
    }

    private static JsonNode at(JsonNode body, String path) {
        JsonNode node = body;
        for (String step : path.split("\\.")) {
            node = node.path(step);
        }
        return node.isMissingNode() ? NullNode.getInstance() : node;
    }
}
