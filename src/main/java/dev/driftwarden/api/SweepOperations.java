package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.SweepDesk;
import dev.driftwarden.engine.SweepWatch;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Nightly;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.store.Page;
import dev.driftwarden.sweep.SweepScope;
import dev.driftwarden.web.WebResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Sweeps: what they came to, how far they are, starting and ending them. */
final class SweepOperations {
    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final int MOST_CALLS = 999_999_999;

    private final SiteParts parts;
    private final Lists lists;
    private final SweepDesk sweeps;

    SweepOperations(SiteParts parts) {
        this.parts = parts;
        this.lists = new Lists(parts.desk().codec());
        this.sweeps = new SweepDesk(parts.desk());
    }

    List<Route> routes() {
        return List.of(
                Route.get("/sweeps", Lists.PARAMETERS, this::list),
                Route.post("/sweeps", Set.of("subscriptions", "maxCalls"), this::start),
                Route.get("/sweeps/{id}", Set.of(), this::show),
                Route.post(
                        "/sweeps/{id}/cancel",
                        Set.of(),
                        call -> call.answer(sweeps.cancel(call.variable("id"), call.signedIn()))));
    }

    private WebResponse list(Call call) {
        return lists.page(call, (cursor, limit) -> {
            Page<Sweep> page = parts.desk().sweeps().list(cursor, limit);
            return new Page<>(page.items().stream().map(this::json).toList(), page.cursor());
        });
    }

    private WebResponse start(Call call) {
        String given = call.body().text("subscriptions");
        List<String> subscriptions = Arrays.stream(given.split(","))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(id -> id.toLowerCase(Locale.ROOT))
                .toList();
        int most = (int) Math.min(MOST_CALLS, parts.desk().settings().sweepCalls());
        int calls = call.body().number("maxCalls", 1, MOST_CALLS, most);
        if (!subscriptions.stream().allMatch(id -> id.matches(GUID))) {
            return call.problem(Problem.invalid(
                    List.of("Field 'subscriptions' must be ids of subscriptions with commas between them.")));
        }
        return call.body().problems().isEmpty()
                ? call.answer(sweeps.start(call.signedIn(), new SweepScope(subscriptions, null), calls))
                : call.problem(Problem.invalid(call.body().problems()));
    }

    private WebResponse show(Call call) {
        return parts.desk()
                .sweeps()
                .find(call.variable("id"))
                .map(Held::value)
                .map(sweep -> call.ok(json(SweepWatch.of(parts.desk(), sweep))))
                .orElseGet(() -> call.problem(Problem.notFound("There is no such sweep.")));
    }

    private ObjectNode json(Sweep sweep) {
        ObjectNode json = (ObjectNode) parts.desk().codec().tree(sweep);
        json.remove("rules");
        Nightly nightly = sweep.nightly();
        if (nightly != null) {
            ((ObjectNode) json.get("nightly")).put("missedRate", nightly.missedRate());
        }
        return json;
    }

    private ObjectNode json(SweepWatch watch) {
        Codec codec = parts.desk().codec();
        ObjectNode json = json(watch.sweep());
        json.set("tally", codec.tree(watch.tally()));
        json.set("gaps", codec.tree(watch.gaps()));
        json.put("parts", watch.parts());
        json.put("partsOver", watch.partsOver());
        json.put(
                "estimatedEnd",
                watch.estimatedEnd() == null ? null : watch.estimatedEnd().toString());
        json.set("missed", codec.tree(watch.missed()));
        return json;
    }
}
