package dev.driftwarden.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The values of {@code local.settings.json.example}. */
final class ExampleSettings {
    private ExampleSettings() {}

    static Map<String, String> values() throws IOException {
        JsonNode file = new ObjectMapper()
                .readTree(Path.of("local.settings.json.example").toFile());
        Map<String, String> values = new HashMap<>();
        file.path("Values")
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().textValue()));
        return values;
    }
}
