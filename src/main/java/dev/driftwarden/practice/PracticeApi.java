package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The practice server's own controls under {@code /practice}: scenarios, faults, counters, reset. */
final class PracticeApi {
    private static final Duration SPREAD = Duration.ofMillis(500);

    private final JsonNode scenarios;
    private final Faults faults;
    private final Calls calls;
    private final Runnable reset;

    /**
     * @param scenarios by name {@code {title, method, path, query, body}}
     */
    PracticeApi(JsonNode scenarios, Faults faults, Calls calls, Runnable reset) {
        this.scenarios = scenarios;
        this.faults = faults;
        this.calls = calls;
        this.reset = reset;
    }

    /** @param cloud answers a call as the practice cloud does */
    Response answer(Request request, Function<Request, Response> cloud) {
        String[] segments = request.segments();
        String control = segments.length > 1 ? segments[1] : "";
        String call = request.method() + " " + control;
        return switch (call) {
            case "GET " -> Response.ok(overview());
            case "GET calls" -> Response.ok(counts());
            case "DELETE calls" -> done(calls::reset);
            case "POST faults" -> addFault(request);
            case "GET faults" ->
                Response.ok(Json.object().put("pending", faults.pending().size()));
            case "DELETE faults" -> done(faults::clear);
            case "POST reset" -> done(reset);
            case "POST scenarios" -> play(segments, request, cloud);
            default -> ArmErrors.of(404, "NotFound", "There is no practice control '" + call + "'.");
        };
    }

    private static Response done(Runnable action) {
        action.run();
        return Response.empty(204);
    }

    private ObjectNode overview() {
        ObjectNode overview = Json.object();
        ObjectNode shown = overview.putObject("scenarios");
        scenarios
                .properties()
                .forEach(entry ->
                        shown.put(entry.getKey(), entry.getValue().path("title").asText()));
        return overview.put("calls", calls.total())
                .put("pendingFaults", faults.pending().size());
    }

    private ObjectNode counts() {
        ObjectNode counts = Json.object().put("total", calls.total());
        ObjectNode byCall = counts.putObject("calls");
        calls.byCall().forEach(byCall::put);
        return counts;
    }

    private Response addFault(Request request) {
        Optional<ObjectNode> json = Json.parseObject(request.body());
        if (json.isPresent() && json.get().path("effect").asText().equals("disturb-events")) {
            long spread = json.get().path("spreadMillis").asLong(SPREAD.toMillis());
            faults.disturbEvents(json.get().path("copies").asInt(1), Duration.ofMillis(Math.max(0, spread)));
            return Response.empty(204);
        }
        Optional<Fault> fault = json.flatMap(Fault::read);
        if (fault.isEmpty()) {
            return ArmErrors.of(
                    400,
                    "InvalidFault",
                    "A fault needs a path and an effect: answer, delay, truncate, lose-response, slow-operation,"
                            + " fail-operation, change-before, disturb-events.");
        }
        faults.add(fault.get());
        return Response.empty(204);
    }

    /** Plays a scenario: an ordinary write by Ada Example, with all that may stand against it. */
    private Response play(String[] segments, Request request, Function<Request, Response> cloud) {
        JsonNode scenario = scenarios.path(segments.length > 2 ? segments[2] : "");
        if (scenario.isMissingNode()) {
            return ArmErrors.of(404, "NotFound", "There is no such scenario; GET /practice lists them.");
        }
        String correlation = EventFactory.correlationId(request);
        Map<String, String> headers = Map.of(Personas.HEADER, "ada", "x-ms-correlation-request-id", correlation);
        String path = scenario.path("path")
                .asText()
                .replace("{new}", UUID.randomUUID().toString());
        Map<String, String> query = HttpFront.query(scenario.path("query").textValue());
        JsonNode body = scenario.path("body");
        Request write = new Request(scenario.path("method").asText(), path, query, headers, body.toString());
        Response answer = cloud.apply(write);
        ObjectNode told = Json.object()
                .put("scenario", segments[2])
                .put("title", scenario.path("title").asText())
                .put("subject", scenario.path("subject").asText(path))
                .put("status", answer.status())
                .put("correlationId", correlation);
        return Response.of(answer.succeeded() ? 202 : answer.status(), told);
    }
}
