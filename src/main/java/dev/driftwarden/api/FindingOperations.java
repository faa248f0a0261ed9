package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.HoldDesk;
import dev.driftwarden.engine.UndoDesk;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.site.FindingFile;
import dev.driftwarden.site.FindingFilter;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What can be asked of findings and done with them. */
final class FindingOperations {
    private static final int LONGEST_HOLD_HOURS = 720;
    private static final Set<String> HOLD_FIELDS = Set.of("reason", "holdHours");
    private static final Set<String> UNDO_FIELDS = Set.of("reason", "holdHours", "force");

    private final SiteParts parts;
    private final Lists lists;
    private final UndoDesk undo;
    private final HoldDesk hold;

    FindingOperations(SiteParts parts) {
        this.parts = parts;
        this.lists = new Lists(parts.desk().codec());
        this.undo = new UndoDesk(parts.desk());
        this.hold = new HoldDesk(parts.desk());
    }

    List<Route> routes() {
        Set<String> parameters = new HashSet<>(FindingFilter.PARAMETERS);
        parameters.addAll(Lists.PARAMETERS);
        return List.of(
                Route.get("/findings", parameters, this::list),
                Route.get("/findings/{id}", Set.of(), this::one),
                Route.get("/findings/{id}/undo", Set.of(), this::previewUndo),
                Route.post("/findings/{id}/undo", UNDO_FIELDS, this::undo),
                Route.post("/findings/{id}/hold", HOLD_FIELDS, this::hold),
                Route.post("/findings/{id}/release", Set.of("reason"), this::release));
    }

    private WebResponse list(Call call) {
        FindingFilter filter = FindingFilter.read(call.parameters());
        return lists.page(
                call, (cursor, limit) -> parts.desk().book().search(filter.shelf(), filter::matches, cursor, limit));
    }

    private WebResponse one(Call call) {
        return found(
                call,
                id -> FindingFile.read(parts.desk().book(), id)
                        .map(file -> call.ok(detail(file)))
                        .orElseGet(() -> call.problem(unknown())));
    }

    private ObjectNode detail(FindingFile file) {
        ObjectNode detail = (ObjectNode) parts.desk().codec().tree(file);
        if (file.plan() != null) {
            detail.set("plan", PlanJson.of(parts.desk().codec(), file.plan()));
        }
        detail.set("times", times(file));
        detail.remove("related");
        file.related()
                .forEach(other -> detail.withArray("related").add(other.id().value()));
        return detail;
    }

    /** How long it took from the event to being detected and to being seen fixed; empty where no event is known. */
    private static ObjectNode times(FindingFile file) {
        ObjectNode times = JsonNodeFactory.instance.objectNode();
        Finding finding = file.finding();
        if (finding.cause() != null) {
            Duration detected = Duration.between(finding.cause().occurredAt(), finding.openedAt());
            times.put("secondsToDetect", detected.toMillis() / 1000.0);
        }
        file.timeline().stream()
                .filter(entry -> entry.round() == finding.round())
                .flatMap(entry -> Optional.ofNullable(entry.details().get("secondsToFix")).stream())
                .reduce((first, last) -> last)
                .ifPresent(seconds -> times.put("secondsToFix", Double.parseDouble(seconds)));
        return times;
    }

    private WebResponse previewUndo(Call call) {
        return found(
                call,
                id -> undo.preview(id)
                        .map(preview -> call.ok(parts.desk().codec().tree(preview)))
                        .orElseGet(() -> call.problem(unknown())));
    }

    private WebResponse undo(Call call) {
        return found(call, id -> {
            Duration holdFor = Duration.ofHours(call.body().number("holdHours", 1, LONGEST_HOLD_HOURS, 24));
            String reason = call.body().text("reason");
            boolean force = call.body().flag("force", false);
            return call.body().problems().isEmpty()
                    ? call.answer(
                            force
                                    ? undo.force(id, call.signedIn(), reason, holdFor)
                                    : undo.undo(id, call.signedIn(), reason, holdFor))
                    : call.problem(Problem.invalid(call.body().problems()));
        });
    }

    private WebResponse hold(Call call) {
        return found(call, id -> {
            Duration holdFor = Duration.ofHours(call.body().number("holdHours", 1, LONGEST_HOLD_HOURS, 24));
            String reason = call.body().text("reason");
            return call.body().problems().isEmpty()
                    ? call.answer(hold.hold(id, call.signedIn(), reason, holdFor))
                    : call.problem(Problem.invalid(call.body().problems()));
        });
    }

    private WebResponse release(Call call) {
        return found(call, id -> {
            String reason = call.body().text("reason");
            return call.body().problems().isEmpty()
                    ? call.answer(hold.release(id, call.signedIn(), reason))
                    : call.problem(Problem.invalid(call.body().problems()));
        });
    }

    private static WebResponse found(Call call, Function<FindingId, WebResponse> with) {
        Optional<FindingId> id = FindingId.tryParse(call.variable("id"));
        return id.isPresent() ? with.apply(id.get()) : call.problem(unknown());
    }

    private static Problem unknown() {
        return Problem.notFound("There is no finding of this id; /api/v1/findings lists them.");
    }
}
