package dev.driftwarden.rule.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes JSON into expressions without copying it, and their results back. */
public final class Json {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Json() {}

    /**
     * The value as expressions see it: objects and lists are views of the node, numbers are int or double, null is CEL's null.
     *
     * @param root how error messages name it; empty for the judged resource itself
     */
    public static Object view(@Nullable JsonNode node, String root) {
        return view(node, new Origin(null, root));
    }

    static Object view(@Nullable JsonNode node, Origin origin) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return NullValue.NULL_VALUE;
        }
        if (node.isObject()) {
            return new JsonObjectView((ObjectNode) node, origin);
        }
        if (node.isArray()) {
            return new JsonListView((ArrayNode) node, origin);
        }
        if (node.isNumber()) {
            return number(node);
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }

    private static Object number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        return node.doubleValue();
    }

    /** The JSON of a value that an expression gave. */
    public static JsonNode node(@Nullable Object value) {
        if (value instanceof JsonObjectView object) {
            return object.node();
        }
        if (value instanceof JsonListView list) {
            return list.node();
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            map.forEach((key, member) -> object.set(String.valueOf(key), node(member)));
            return object;
        }
        if (value instanceof Iterable<?> items) {
            ArrayNode array = JSON.arrayNode();
            items.forEach(item -> array.add(node(item)));
            return array;
        }
        return scalar(value);
    }

    private static JsonNode scalar(@Nullable Object value) {
        if (value == null || value instanceof NullValue) {
            return JSON.nullNode();
        }
        if (value instanceof Boolean truth) {
            return JSON.booleanNode(truth);
        }
        if (value instanceof Long whole) {
            return JSON.numberNode(whole);
        }
        if (value instanceof Double number) {
            return Double.isFinite(number)
                    ? JSON.numberNode(BigDecimal.valueOf(number))
                    : JSON.textNode(number.toString());
        }
        return JSON.textNode(text(value));
    }

    /** A value as it is put into a text: numbers and texts plainly, lists joined by commas, the rest as JSON. */
    public static String text(@Nullable Object value) {
        if (value instanceof String || value instanceof Long || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Instant || value instanceof Duration) {
            return value.toString();
        }
        if (value instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? Long.toString(number.longValue())
                    : number.toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::text).collect(java.util.stream.Collectors.joining(", "));
        }
        return value == null || value instanceof NullValue ? "nothing" : shown(value);
    }

    private static String shown(Object value) {
        return value instanceof Map<?, ?> ? node(value).toString() : value.toString();
    }

    /** Whether it is null, "" or an empty list. */
    static boolean blank(@Nullable Object value) {
        return value == null
                || value instanceof NullValue
                || value.equals("")
                || (value instanceof List<?> list && list.isEmpty());
    }

    /** A word for the type, for messages. */
    static String kind(@Nullable Object value) {
        if (value == null || value instanceof NullValue) {
            return "null";
        }
        if (value instanceof String) {
            return "a text";
        }
        if (value instanceof Boolean) {
            return "true or false";
        }
        if (value instanceof Number) {
            return "a number";
        }
        return value instanceof List<?>
                ? "a list"
                : value instanceof Map<?, ?>
                        ? "an object"
                        : "a " + value.getClass().getSimpleName();
    }
}
