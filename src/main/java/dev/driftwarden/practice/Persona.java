package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who acts in the practice tenant.
 *
 * @param kind {@code user}, {@code application}, or {@code service} for Azure itself
 * @param upn a user's name for signing in; of an application its name
 */
record Persona(String key, String kind, String objectId, String appId, String name, String upn, String ipAddress) {

    boolean isUser() {
        return kind.equals("user");
    }

    /** Azure itself: its events carry no claims and empty evidence. */
    boolean isService() {
        return kind.equals("service");
    }

    static Persona read(String key, JsonNode data) {
        return new Persona(
                key,
                data.path("kind").asText("user"),
                data.path("objectId").asText(),
                data.path("appId").asText(),
                data.path("name").asText(),
                data.path("userPrincipalName").asText(data.path("name").asText()),
                data.path("ipAddress").asText("203.0.113.9"));
    }

    /** The people and programs of the practice tenant by key. */
    static Map<String, Persona> readAll(JsonNode data) {
        Map<String, Persona> all = new LinkedHashMap<>();
        data.properties().forEach(entry -> all.put(entry.getKey(), read(entry.getKey(), entry.getValue())));
        return all;
    }
}
