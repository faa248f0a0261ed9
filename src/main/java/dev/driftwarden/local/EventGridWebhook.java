package dev.driftwarden.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.StreamSupport;

/**
 * The webhook that Event Grid calls, answering as the Functions host does: one invocation for each event of a delivery, all at
 * the same time; 202 when every one went well, 500 otherwise, upon which Event Grid sends the whole delivery again.
 */
final class EventGridWebhook {
    static final String PATH = "/runtime/webhooks/EventGrid";

    private static final Logger LOGGER = Logger.getLogger("Host.EventGrid");

    private final FunctionCatalog catalog;
    private final Executor executor;
    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    EventGridWebhook(FunctionCatalog catalog, Executor executor) {
        this.catalog = catalog;
        this.executor = executor;
    }

    Reply handle(Incoming request) {
        Optional<LocalFunction> function = request.parameter("functionName").flatMap(catalog::named);
        if (function.isEmpty() || !(function.get().trigger() instanceof Trigger.EventGrid)) {
            return Reply.text(404, "There is no function of that name that Event Grid starts.");
        }
        if (request.method().equals("OPTIONS")) {
            return cloudEventsHandshake(request);
        }
        if (!request.method().equals("POST")) {
            return Reply.empty(405).with("Allow", "POST, OPTIONS");
        }
        return post(function.get(), request);
    }

    private Reply post(LocalFunction function, Incoming request) {
        return switch (request.header("aeg-event-type").orElse("")) {
            case "SubscriptionValidation" -> validation(request.body());
            case "Notification" -> deliver(function, events(request.body()));
            case "Unsubscribe" -> Reply.empty(202);
            default -> Reply.text(400, "The header aeg-event-type must be Notification or SubscriptionValidation.");
        };
    }

    private static Reply cloudEventsHandshake(Incoming request) {
        return Reply.empty(200)
                .with(
                        "WebHook-Allowed-Origin",
                        request.header("webhook-request-origin").orElse("*"))
                .with("WebHook-Allowed-Rate", "*");
    }

    private Reply validation(String body) {
        for (String event : events(body)) {
            Optional<String> code = code(event);
            if (code.isPresent()) {
                return Reply.json(
                        200,
                        json.valueToTree(Map.of("validationResponse", code.get()))
                                .toString());
            }
        }
        return Reply.text(400, "The validation event has no data.validationCode.");
    }

    private Optional<String> code(String event) {
        try {
            JsonNode code = json.readTree(event).path("data").path("validationCode");
            return code.isTextual() ? Optional.of(code.textValue()) : Optional.empty();
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    /** One text for each event. What is no JSON goes on as it is: the bot records it as rejected. */
    private List<String> events(String body) {
        try {
            JsonNode delivery = json.readTree(body);
            return delivery.isArray()
                    ? StreamSupport.stream(delivery.spliterator(), false)
                            .map(JsonNode::toString)
                            .toList()
                    : List.of(body);
        } catch (JsonProcessingException broken) {
            return List.of(body);
        }
    }

    private Reply deliver(LocalFunction function, List<String> events) {
        try {
            List<CompletableFuture<Void>> running = events.stream()
                    .map(event -> CompletableFuture.runAsync(() -> function.invoke(event), executor))
                    .toList();
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
            return Reply.empty(202);
        } catch (RejectedExecutionException stopping) {
            return Reply.text(503, "The host is stopping.");
        } catch (RuntimeException failure) {
            LOGGER.log(Level.SEVERE, "A delivery of Event Grid failed; it will be sent again.", failure);
            return Reply.text(500, "A function failed; the log says why.");
        }
    }
}
