package dev.driftwarden.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The description of the API that is published with it. */
final class OpenApi {
    private OpenApi() {}

    static JsonNode document() {
        try (InputStream file = OpenApi.class.getResourceAsStream("openapi.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file, "openapi.json is not in the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
