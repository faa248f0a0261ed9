package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Azure Monitor: metrics from the estate's data, and the activity log of what was written here. */
final class Insights {
    private static final String METRICS = "/providers/microsoft.insights/metrics";
    private static final String ACTIVITY = "/providers/microsoft.insights/eventtypes/management/values";
    private static final int MOST_POINTS = 1_000;

    private final JsonNode metrics;
    private final Journal journal;
    private final Pages pages;
    private final Clock clock;

    /**
     * @param metrics list of {@code {resource, metric, dimension, value, perDay}}
     */
    Insights(JsonNode metrics, Journal journal, Pages pages, Clock clock) {
        this.metrics = metrics;
        this.journal = journal;
        this.pages = pages;
        this.clock = clock;
    }

    Optional<Response> answer(Request request, ResourceId path) {
        if (path.key().endsWith(METRICS)) {
            return Optional.of(
                    metrics(request, path.path().substring(0, path.path().length() - METRICS.length())));
        }
        return path.key().endsWith(ACTIVITY) ? Optional.of(activityLog(request)) : Optional.empty();
    }

    private Response metrics(Request request, String resource) {
        Optional<Span> span = Span.parse(request.query("timespan"), request.query("interval"), clock.instant());
        if (span.isEmpty()) {
            return ArmErrors.of(400, "BadRequest", "The timespan or interval is invalid.");
        }
        ObjectNode body = Json.object()
                .put("cost", 0)
                .put("timespan", span.get().from() + "/" + span.get().to())
                .put("interval", span.get().interval().toString());
        ArrayNode value = body.putArray("value");
        for (String name : request.query("metricnames").split(",")) {
            value.add(metric(request, resource, name.strip(), span.get()));
        }
        return Response.ok(
                body.put("namespace", request.query("metricnamespace")).put("resourceregion", "westeurope"));
    }

    private ObjectNode metric(Request request, String resource, String name, Span span) {
        ObjectNode metric = Json.object()
                .put("id", resource + "/providers/Microsoft.Insights/metrics/" + name)
                .put("type", "Microsoft.Insights/metrics");
        metric.putObject("name").put("value", name).put("localizedValue", name);
        metric.put("unit", "Count");
        ArrayNode series = metric.putArray("timeseries");
        for (JsonNode known : metrics) {
            if (fits(known, request, resource, name)) {
                series.add(series(known, span));
            }
        }
        return metric.put("errorCode", "Success");
    }

    private static boolean fits(JsonNode known, Request request, String resource, String name) {
        String filter = request.query("$filter").toLowerCase(Locale.ROOT);
        String wanted =
                known.path("dimension").asText() + " eq '" + known.path("value").asText() + "'";
        return known.path("resource").asText().equalsIgnoreCase(resource)
                && known.path("metric").asText().equalsIgnoreCase(name)
                && (filter.isEmpty() || filter.contains(wanted.toLowerCase(Locale.ROOT)));
    }

    private static ObjectNode series(JsonNode known, Span span) {
        ObjectNode series = Json.object();
        ObjectNode dimension = series.putArray("metadatavalues").addObject();
        dimension
                .putObject("name")
                .put("value", known.path("dimension").asText().toLowerCase(Locale.ROOT));
        dimension.put("value", known.path("value").asText());
        ArrayNode data = series.putArray("data");
        double each = known.path("perDay").asDouble() * span.interval().toSeconds() / 86_400;
        for (Instant at : span.points()) {
            data.addObject().put("timeStamp", at.toString()).put("total", Math.ceil(each));
        }
        return series;
    }

    private record Span(Instant from, Instant to, Duration interval) {

        static Optional<Span> parse(String timespan, String interval, Instant now) {
            try {
                String[] ends = timespan.split("/");
                boolean given = ends.length == 2;
                Instant to = given ? Instant.parse(ends[1]) : now;
                Instant from = given ? Instant.parse(ends[0]) : now.minus(Duration.ofHours(1));
                Duration step = interval.isEmpty() ? Duration.ofMinutes(1) : Duration.parse(interval);
                boolean usable = step.toSeconds() > 0 && from.isBefore(to);
                return usable ? Optional.of(new Span(from, to, step)) : Optional.empty();
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        List<Instant> points() {
            List<Instant> points = new ArrayList<>();
            for (Instant at = from; at.isBefore(to) && points.size() < MOST_POINTS; at = at.plus(interval)) {
                points.add(at);
            }
            return points;
        }
    }

    private Response activityLog(Request request) {
        String filter = request.query("$filter");
        String resource = quoted(filter, "resourceUri");
        String correlation = quoted(filter, "correlationId");
        List<ObjectNode> entries = journal.recent().stream()
                .filter(event ->
                        resource.isEmpty() || event.path("subject").asText().equalsIgnoreCase(resource))
                .filter(event -> correlation.isEmpty()
                        || event.path("data").path("correlationId").asText().equalsIgnoreCase(correlation))
                .map(Insights::entry)
                .toList();
        return pages.arm(request, entries);
    }

    private static String quoted(String filter, String name) {
        Matcher found = Pattern.compile("(?i)" + name + " eq '([^']*)'").matcher(filter);
        return found.find() ? found.group(1) : "";
    }

    private static ObjectNode entry(JsonNode event) {
        JsonNode data = event.path("data");
        ObjectNode entry = Json.object();
        entry.set("authorization", data.path("authorization"));
        entry.set("claims", data.path("claims"));
        String upn = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn";
        entry.put(
                        "caller",
                        data.path("claims")
                                .path(upn)
                                .asText(data.path("claims").path("appid").asText()))
                .put("correlationId", data.path("correlationId").asText())
                .put("eventDataId", event.path("id").asText())
                .put("eventTimestamp", event.path("eventTime").asText())
                .put("resourceId", event.path("subject").asText());
        entry.putObject("operationName").put("value", data.path("operationName").asText());
        entry.putObject("status").put("value", "Succeeded");
        return entry;
    }
}
