package dev.driftwarden.site;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts text into addresses. */
public final class Urls {
    private Urls() {}

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The path with the parameters that are not empty, in the map's order. */
    public static String with(String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }
}
