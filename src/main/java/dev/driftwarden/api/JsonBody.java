package dev.driftwarden.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.driftwarden.site.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The JSON object that was posted, and everything that is wrong with it. */
final class JsonBody {
    static final int LARGEST = 32_000;

    private final JsonNode object;
    private final List<String> problems;

    private JsonBody(JsonNode object, List<String> problems) {
        this.object = object;
        this.problems = new ArrayList<>(problems);
    }

    static JsonBody none() {
        return new JsonBody(JsonNodeFactory.instance.objectNode(), List.of());
    }

    /** Reads an object that has these fields and no others. */
    static JsonBody read(String text, Set<String> fields) {
        if (text.length() > LARGEST) {
            return broken("The body may have at most " + LARGEST + " characters.");
        }
        try {
            JsonNode tree = mapper().readTree(text);
            return tree != null && tree.isObject()
                    ? new JsonBody(tree, unknown(tree, fields))
                    : broken("The body must be a JSON object.");
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            return broken("The body is not JSON" + at + ".");
        }
    }

    private static JsonMapper mapper() {
        JsonFactory strict = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(20).build())
                .build();
        return JsonMapper.builder(strict)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private static JsonBody broken(String problem) {
        return new JsonBody(JsonNodeFactory.instance.objectNode(), List.of(problem));
    }

    private static List<String> unknown(JsonNode tree, Set<String> fields) {
        List<String> problems = new ArrayList<>();
        tree.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                problems.add("Unknown field '" + Shown.text(name, 60) + "'; known are "
                        + String.join(", ", new TreeSet<>(fields)) + ".");
            }
        });
        return problems;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The text, empty when it is not there. */
    String text(String field) {
        JsonNode value = object.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            problems.add("Field '" + field + "' must be a text.");
        }
        return value.asText("");
    }

    int number(String field, int from, int to, int otherwise) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isInt() || value.asInt() < from || value.asInt() > to) {
            problems.add("Field '" + field + "' must be a whole number from " + from + " to " + to + ".");
            return otherwise;
        }
        return value.asInt();
    }

    boolean flag(String field, boolean otherwise) {
        JsonNode value = object.path(field);
        return (value.isMissingNode() || value.isNull()) ? otherwise : flag(field);
    }

    /** The objects of a list, empty when it is not there. What is wrong with one of them is added by {@link #part}. */
    List<JsonNode> objects(String field, int most) {
        return list(field, most, "objects", JsonNode::isObject);
    }

    /** The texts of a list, empty when it is not there. */
    List<String> texts(String field, int most) {
        return list(field, most, "texts", JsonNode::isTextual).stream()
                .map(JsonNode::asText)
                .toList();
    }

    private List<JsonNode> list(String field, int most, String what, Predicate<JsonNode> fits) {
        JsonNode value = object.path(field);
        List<JsonNode> items = new ArrayList<>();
        value.forEach(items::add);
        boolean given = !value.isMissingNode() && !value.isNull();
        if (given && (!value.isArray() || items.size() > most || !items.stream().allMatch(fits))) {
            problems.add("Field '" + field + "' must be a list of at most " + most + " " + what + ".");
            return List.of();
        }
        return items;
    }

    /** One object of a list, with these fields and no others; what is wrong with it is wrong with the whole. */
    Map<String, String> part(JsonNode part, String field, Set<String> fields) {
        JsonBody read = new JsonBody(part, unknown(part, fields));
        Map<String, String> texts = new TreeMap<>();
        fields.forEach(name -> texts.put(name, read.text(name)));
        read.problems().forEach(problem -> problems.add("In '" + field + "': " + problem));
        return texts;
    }

    /** A required yes or no. */
    boolean flag(String field) {
        JsonNode value = object.path(field);
        if (!value.isBoolean()) {
            problems.add("Field '" + field + "' must be true or false.");
        }
        return value.asBoolean();
    }
}
