package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.report.Document;
import dev.driftwarden.report.ReportFormat;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nightly reports, and one of this moment. */
final class ReportOperations {
    private static final int MOST_DAYS = 400;

    private final SiteParts parts;

    ReportOperations(SiteParts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/reports", Set.of("days"), this::list),
                Route.get("/reports/{id}", Set.of("format"), this::one));
    }

    private WebResponse list(Call call) {
        int days = call.parameters().number("days", 1, MOST_DAYS, 30);
        if (!call.parameters().problems().isEmpty()) {
            return call.problem(Problem.invalid(call.parameters().problems()));
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode items = json.putArray("items");
        parts.reports()
                .last(days)
                .forEach(summary -> items.add(parts.desk().codec().tree(summary)));
        return call.ok(json.putNull("next"));
    }

    private WebResponse one(Call call) {
        String format = call.parameters().oneOf("format", ReportFormat.names(), ReportFormat.JSON.toString());
        if (!call.parameters().problems().isEmpty()) {
            return call.problem(Problem.invalid(call.parameters().problems()));
        }
        return parts.reports()
                .find(call.variable("id"))
                .map(document -> file(document, ReportFormat.named(format)))
                .orElseGet(() -> call.problem(Problem.notFound(
                        "There is no report of this day; /api/v1/reports lists them, 'now' makes one.")));
    }

    private WebResponse file(Document document, ReportFormat format) {
        Map<String, String> headers = Map.of(
                "Content-Type",
                format.contentType(),
                "Content-Disposition",
                "attachment; filename=\"" + format.fileName(document) + "\"");
        return new WebResponse(200, headers, format.write(document, parts.desk().codec()));
    }
}
