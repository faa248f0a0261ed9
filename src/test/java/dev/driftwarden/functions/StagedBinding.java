package dev.driftwarden.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.Cardinality;
import com.microsoft.azure.functions.annotation.CustomBinding;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.EventHubTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a binding of a function.json must hold, by its type. */
final class StagedBinding {
    private static final Map<String, Set<String>> REQUIRED = Map.of(
            "eventGridTrigger", Set.of(),
            "eventHubTrigger", Set.of("eventHubName", "connection", "consumerGroup", "cardinality"),
            "queueTrigger", Set.of("queueName", "connection"),
            "timerTrigger", Set.of("schedule"),
            "mcpToolTrigger", Set.of("toolName", "description", "toolProperties"),
            "httpTrigger", Set.of("route", "authLevel"),
            "http", Set.of());

    private StagedBinding() {}

    static boolean isTrigger(JsonNode binding) {
        return binding.path("type").asText().endsWith("Trigger");
    }

    static void check(JsonNode binding) {
        String type = binding.path("type").asText();
        assertThat(REQUIRED).containsKey(type);
        boolean returned = type.equals("http");
        assertThat(binding.path("direction").asText()).isEqualTo(returned ? "out" : "in");
        assertThat(binding.path("name").asText()).matches(returned ? "\\$return" : "[a-zA-Z][a-zA-Z0-9]*");
        REQUIRED.getOrDefault(type, Set.of())
                .forEach(attribute -> assertThat(binding.path(attribute).asText())
                        .as(attribute)
                        .isNotBlank());
        if (type.equals("queueTrigger")) {
            assertThat(binding.path("queueName").asText()).matches("[a-z0-9](-?[a-z0-9]){2,62}");
            assertThat(binding.path("connection").asText()).isEqualTo("AzureWebJobsStorage");
        }
        if (type.equals("timerTrigger")) {
            assertThat(binding.path("schedule").asText().split(" ", -1)).hasSize(6);
        }
    }

    /** Every parameter is the context or a trigger that the function.json declares under the same name. */
    static void checkAnnotations(String function, Method method, List<JsonNode> bindings) {
        assertThat(method.getAnnotation(FunctionName.class)).isNotNull();
        assertThat(method.getAnnotation(FunctionName.class).value()).isEqualTo(function);
        List<String> declared = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.getType() != ExecutionContext.class) {
                declared.add(described(parameter));
            }
        }
        List<String> staged = bindings.stream()
                .filter(StagedBinding::isTrigger)
                .map(binding -> binding.path("type").asText() + " "
                        + binding.path("name").asText())
                .toList();
        assertThat(declared).isEqualTo(staged);
    }

    private static String described(Parameter parameter) {
        assertThat(parameter.getAnnotations()).hasSize(1);
        Annotation annotation = parameter.getAnnotations()[0];
        if (annotation instanceof HttpTrigger http) {
            assertThat(parameter.getParameterizedType().getTypeName())
                    .isEqualTo(
                            "com.microsoft.azure.functions.HttpRequestMessage<java.util.Optional<java.lang.String>>");
            return "httpTrigger " + http.name();
        }
        assertThat(parameter.getType()).as("what the worker hands over safely").isEqualTo(String.class);
        if (annotation instanceof QueueTrigger queue) {
            return "queueTrigger " + queue.name();
        }
        if (annotation instanceof TimerTrigger timer) {
            return "timerTrigger " + timer.name();
        }
        if (annotation instanceof EventHubTrigger hub) {
            assertThat(hub.cardinality()).as("one text, no list").isEqualTo(Cardinality.ONE);
            return "eventHubTrigger " + hub.name();
        }
        if (annotation instanceof EventGridTrigger event) {
            return "eventGridTrigger " + event.name();
        }
        return custom(annotation);
    }

    /** An annotation of the app's own, which its loader has loaded anew. */
    private static String custom(Annotation annotation) {
        CustomBinding binding = annotation.annotationType().getAnnotation(CustomBinding.class);
        assertThat(binding).as("a known trigger: " + annotation).isNotNull();
        return binding.type() + " " + named(annotation);
    }

    private static String named(Annotation annotation) {
        try {
            return (String) annotation.annotationType().getMethod("name").invoke(annotation);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no name: " + annotation, e);
        }
    }
}
