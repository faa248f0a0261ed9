package dev.driftwarden.rule.cel;

import java.util.List;
import java.util.Map;

/** Takes arguments of the types that a function needs; anything else is an {@link EvaluationException}. */
final class Arguments {
    private Arguments() {}

    static String text(Object value, String function) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong(value, "a text", function);
    }

    static List<?> list(Object value, String function) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(value, "a list", function);
    }

    static List<String> texts(Object value, String function) {
        return list(value, function).stream().map(item -> text(item, function)).toList();
    }

    static Map<?, ?> object(Object value, String function) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(value, "an object", function);
    }

    private static EvaluationException wrong(Object value, String wanted, String function) {
        return EvaluationException.of(function + "() was given " + Json.kind(value) + ", expected " + wanted);
    }
}
