package dev.driftwarden.site;

import dev.driftwarden.web.WebRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fields of a posted form, each with all its values in their order. */
public record Form(Map<String, List<String>> fields) {
    private static final String CONTENT_TYPE = "application/x-www-form-urlencoded";
    private static final int LARGEST = 64_000;
    private static final int MOST_FIELDS = 100;

    public Form {
        fields = Map.copyOf(fields);
    }

    /** The form, or empty when the body is not one, is malformed or too large. */
    public static Optional<Form> of(WebRequest request) {
        String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.split(";", 2)[0].strip().equals(CONTENT_TYPE)
                || request.body().length() > LARGEST) {
            return Optional.empty();
        }
        Map<String, List<String>> fields = new HashMap<>();
        try {
            for (String pair : request.body().split("&", MOST_FIELDS)) {
                int mark = pair.indexOf('=');
                fields.computeIfAbsent(decoded(mark < 0 ? pair : pair.substring(0, mark)), any -> new ArrayList<>())
                        .add(decoded(pair.substring(mark + 1)));
            }
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        return Optional.of(new Form(fields));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The first value of the field, empty text when it is not there. */
    public String field(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? "" : values.get(0);
    }

    /** All values of a field that may stand in the form several times. */
    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }
}
