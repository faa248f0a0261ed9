package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of OData's {@code $filter} that is understood: comparisons and {@code startswith}, joined by {@code and}. */
final class GraphFilter {
    private static final Pattern COMPARISON =
            Pattern.compile("(?i)([\\w/]+)\\s+(eq|ne|ge|gt|le|lt)\\s+('([^']*)'|[^\\s']+)");
    private static final Pattern STARTS = Pattern.compile("(?i)startswith\\(([\\w/]+),\\s*'([^']*)'\\)");

    private GraphFilter() {}

    /** The filter as a condition; empty when it is not understood. */
    static Optional<Predicate<JsonNode>> parse(String text) {
        Predicate<JsonNode> all = object -> true;
        if (text.isBlank()) {
            return Optional.of(all);
        }
        for (String part : text.split("(?i)\\s+and\\s+")) {
            Optional<Predicate<JsonNode>> one = single(part.strip());
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all = all.and(one.get());
        }
        return Optional.of(all);
    }

    private static Optional<Predicate<JsonNode>> single(String part) {
        Matcher starts = STARTS.matcher(part);
        if (starts.matches()) {
            return Optional.of(object -> text(object, starts.group(1))
                    .toLowerCase(Locale.ROOT)
                    .startsWith(starts.group(2).toLowerCase(Locale.ROOT)));
        }
        Matcher comparison = COMPARISON.matcher(part);
        if (!comparison.matches()) {
            return Optional.empty();
        }
        String wanted = comparison.group(4) != null ? comparison.group(4) : comparison.group(3);
        String operator = comparison.group(2).toLowerCase(Locale.ROOT);
        return Optional.of(object -> compare(text(object, comparison.group(1)), operator, wanted));
    }

    /** Timestamps in UTC compare as texts. */
    private static boolean compare(String value, String operator, String wanted) {
        int order = value.compareToIgnoreCase(wanted.equals("null") ? "" : wanted);
        return switch (operator) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "ge" -> order >= 0;
            case "gt" -> order > 0;
            case "le" -> order <= 0;
            default -> order < 0;
        };
    }

    private static String text(JsonNode object, String path) {
        JsonNode found = object;
        for (String step : path.split("/")) {
            found = found.path(step);
        }
        return found.isNull() ? "" : found.asText("");
    }
}
