package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.ledger.AuditReport;
import dev.driftwarden.ledger.AuditSearch.Line;
import dev.driftwarden.site.AuditFilter;
import dev.driftwarden.site.AuditText;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.store.AuditHead;
import dev.driftwarden.store.Page;
import dev.driftwarden.web.WebResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was done, by whom, and whether the record of it is whole. */
final class AuditOperations {
    private static final List<String> ORDERS = List.of("newest", "oldest");
    private static final List<String> FORMATS = List.of("jsonl", "csv");
    private static final int EXPORTED = 10_000;
    private static final int BLOCK = 500;

    private final SiteParts parts;
    private final Lists lists;

    AuditOperations(SiteParts parts) {
        this.parts = parts;
        this.lists = new Lists(parts.desk().codec());
    }

    List<Route> routes() {
        return List.of(
                Route.get("/audit", with("cursor", "limit", "order"), this::search),
                Route.get("/audit/export", with("cursor", "format"), this::export),
                Route.get("/audit/verify", Set.of("known"), this::verify));
    }

    private static Set<String> with(String... further) {
        Set<String> all = new HashSet<>(AuditFilter.PARAMETERS);
        all.addAll(List.of(further));
        return all;
    }

    private WebResponse search(Call call) {
        AuditFilter filter = AuditFilter.read(call.parameters());
        boolean newest = call.parameters().oneOf("order", ORDERS, "newest").equals("newest");
        if (!filter.problems().isEmpty()) {
            return call.problem(Problem.invalid(filter.problems()));
        }
        return lists.page(
                call,
                (cursor, limit) -> newest
                        ? parts.audit().newestFirst(filter.search(), cursor, limit)
                        : parts.audit().oldestFirst(filter.search(), cursor, limit));
    }

    /** At most 10,000 entries at once; where the rest begins is in a header. */
    private WebResponse export(Call call) {
        AuditFilter filter = AuditFilter.read(call.parameters());
        boolean csv = call.parameters().oneOf("format", FORMATS, "jsonl").equals("csv");
        String cursor = call.parameters().text("cursor");
        if (!filter.problems().isEmpty() || !call.parameters().problems().isEmpty()) {
            return call.problem(Problem.invalid(
                    filter.problems().isEmpty() ? call.parameters().problems() : filter.problems()));
        }
        try {
            return exported(filter, csv, cursor.isEmpty() ? null : cursor);
        } catch (IllegalArgumentException badCursor) {
            return call.problem(
                    Problem.invalid(List.of("Parameter 'cursor' must be the X-Next-Cursor of the part before.")));
        }
    }

    private WebResponse exported(AuditFilter filter, boolean csv, @Nullable String from) {
        StringBuilder text = new StringBuilder(csv ? AuditText.csvHead() : "");
        @Nullable String cursor = from;
        int written = 0;
        do {
            Page<Line> page = parts.audit().oldestFirst(filter.search(), cursor, BLOCK);
            page.items().forEach(line -> text.append(csv ? AuditText.csv(line) : AuditText.json(line)));
            written += page.items().size();
            cursor = page.cursor();
        } while (cursor != null && written < EXPORTED);
        return new WebResponse(
                200,
                Map.of(
                        "Content-Type",
                        csv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8",
                        "Content-Disposition",
                        "attachment; filename=\"driftwarden-audit." + (csv ? "csv" : "jsonl") + "\"",
                        "X-Next-Cursor",
                        cursor == null ? "" : cursor),
                text.toString());
    }

    private WebResponse verify(Call call) {
        String known = call.parameters().text("known");
        Optional<AuditHead> head = head(known);
        if (!known.isEmpty() && head.isEmpty()) {
            return call.problem(
                    Problem.invalid(
                            List.of(
                                    "Parameter 'known' must be a link noted earlier: its sequence, a colon and its hash of 64 digits.")));
        }
        AuditReport report = parts.audit().verify(head.orElse(null));
        return call.ok((ObjectNode) parts.desk().codec().tree(report));
    }

    private static Optional<AuditHead> head(String known) {
        return known.matches("[1-9][0-9]{0,15}:[0-9a-f]{64}")
                ? Optional.of(new AuditHead(
                        Long.parseLong(known.substring(0, known.indexOf(':'))),
                        known.substring(known.indexOf(':') + 1)))
                : Optional.empty();
    }
}
