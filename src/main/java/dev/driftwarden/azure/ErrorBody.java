package dev.driftwarden.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The error that ARM and Graph send: {@code {"error":{"code","message","details":[…],"additionalInfo":[…]}}}.
 *
 * @param code the outermost code; empty when the body is not such an error
 * @param message Azure's own words, up to 4,000 characters; may be empty
 * @param allCodes every code in it in lower case, those of nested details and the types of additional info included
 */
record ErrorBody(String code, String message, Set<String> allCodes) {
    private static final int LONGEST = 4_000;
    private static final int DEEPEST = 8;

    static ErrorBody of(@Nullable JsonNode body) {
        if (body == null) {
            return new ErrorBody("", "", Set.of());
        }
        // A few providers leave the wrapper out.
        JsonNode error = body.path("error").isObject() ? body.path("error") : body;
        Set<String> codes = new TreeSet<>();
        collect(error, codes, 0);
        String code = error.path("code").isTextual() ? error.path("code").textValue() : "";
        return new ErrorBody(code, message(error), codes);
    }

    private static void collect(JsonNode error, Set<String> codes, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        add(error.path("code"), codes);
        for (JsonNode detail : error.path("details")) {
            collect(detail.path("error").isObject() ? detail.path("error") : detail, codes, depth + 1);
        }
        for (JsonNode info : error.path("additionalInfo")) {
            add(info.path("type"), codes);
        }
    }

    private static void add(JsonNode code, Set<String> codes) {
        if (code.isTextual() && !code.textValue().isEmpty()) {
            codes.add(code.textValue().toLowerCase(Locale.ROOT));
        }
    }

    /** The outer message and, as it often says only "see details", those of the details. */
    private static String message(JsonNode error) {
        StringBuilder text = new StringBuilder(error.path("message").asText(""));
        for (JsonNode detail : error.path("details")) {
            if (text.length() < LONGEST && detail.path("message").isTextual()) {
                text.append(text.isEmpty() ? "" : " | ")
                        .append(detail.path("message").textValue());
            }
        }
        return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST);
    }

    boolean isError() {
        return !code.isEmpty();
    }

    boolean hasAny(Set<String> lowerCaseCodes) {
        return allCodes.stream().anyMatch(lowerCaseCodes::contains);
    }
}
