package dev.driftwarden.functions;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query of an address, with every value of every name; the worker's own map keeps one only. */
final class Query {
    private static final int MOST = 200;

    private Query() {}

    /** What is not decodable is taken as it stands; parameters beyond 200 are left out. */
    static Map<String, List<String>> parse(@Nullable String raw) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (raw == null || raw.isEmpty()) {
            return values;
        }
        Arrays.stream(raw.split("&", -1)).limit(MOST).forEach(pair -> add(pair, values));
        return values;
    }

    private static void add(String pair, Map<String, List<String>> values) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
