package dev.driftwarden.rule.cel;

import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Walks paths such as {@code properties.networkAcls.defaultAction}; a key with dots is written {@code ['a.b']}, an item of a
 * list {@code [0]}. Split paths are kept, because rules use few of them very often.
 */
final class Paths {
    private static final int KEPT = 10_000;
    private static final Map<String, String[]> SPLIT = new ConcurrentHashMap<>();

    private Paths() {}

    /** The value; null when a step is missing or null. */
    static @Nullable Object find(@Nullable Object from, String path, boolean anyCase) {
        Object current = from;
        for (String step : steps(path)) {
            if (current == null || current.equals("") || current instanceof NullValue) {
                return null;
            }
            current = step(current, step, from, path, anyCase);
        }
        return current;
    }

    private static @Nullable Object step(
            Object current, String step, @Nullable Object from, String path, boolean anyCase) {
        if (current instanceof Map<?, ?> map) {
            Object value = map.get(step);
            return value == null && anyCase ? anyCase(map, step) : value;
        }
        if (current instanceof List<?> list && step.startsWith("[")) {
            int index = Integer.parseInt(step.substring(1, step.length() - 1));
            return index < list.size() ? list.get(index) : null;
        }
        throw EvaluationException.of("'" + name(from, path) + "' cannot be read: the value before '" + step + "' is "
                + Json.kind(current) + ", expected an object");
    }

    private static @Nullable Object anyCase(Map<?, ?> map, String step) {
        return map.entrySet().stream()
                .filter(entry -> step.equalsIgnoreCase(String.valueOf(entry.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** The path with the place of the object that it starts from. */
    static String name(@Nullable Object from, String path) {
        return from instanceof JsonObjectView view ? view.origin().path(path) : path;
    }

    static String[] steps(String path) {
        String[] known = SPLIT.get(path);
        if (known != null) {
            return known;
        }
        String[] steps = split(path);
        if (SPLIT.size() < KEPT) {
            SPLIT.put(path, steps);
        }
        return steps;
    }

    private static String[] split(String path) {
        List<String> steps = new ArrayList<>();
        int from = 0;
        while (from < path.length()) {
            int end = path.startsWith("[", from) ? bracket(path, from, steps) : plain(path, from, steps);
            from = end < path.length() && path.charAt(end) == '.' ? end + 1 : end;
        }
        return steps.toArray(String[]::new);
    }

    private static int plain(String path, int from, List<String> steps) {
        int end = from;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        steps.add(path.substring(from, end));
        return end;
    }

    private static int bracket(String path, int from, List<String> steps) {
        boolean quoted = path.startsWith("['", from);
        int close = path.indexOf(quoted ? "']" : "]", from);
        if (close < 0) {
            throw EvaluationException.of("the path '" + path + "' opens '[' and never closes it");
        }
        String inside = path.substring(from + (quoted ? 2 : 1), close);
        if (!quoted && !inside.matches("\\d{1,6}")) {
            throw EvaluationException.of(
                    "the path '" + path + "' has '[" + inside + "]', expected a number or ['key']");
        }
        steps.add(quoted ? inside : "[" + inside + "]");
        return close + (quoted ? 2 : 1);
    }
}
