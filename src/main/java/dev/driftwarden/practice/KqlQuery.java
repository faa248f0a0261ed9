package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The part of the Resource Graph query language that is understood here: one table, then {@code where}, {@code project},
 * {@code order by}, {@code limit} or {@code take}, {@code count}, and {@code summarize n=count() by} one column. Anything else is refused as Azure refuses a bad query.
 *
 * @param table in lower case
 * @param rows which rows stay
 * @param columns what is kept of each row; empty for all
 * @param order what sorts the rows; null for the order of the ids
 * @param countedBy the column for whose values the rows are counted ({@code summarize n=count() by …}); null when they are not
 * @param limit how many rows at most
 * @param onlyCount whether the answer is their number
 */
record KqlQuery(
        String table,
        Predicate<JsonNode> rows,
        List<Column> columns,
        @Nullable Order order,
        @Nullable String countedBy,
        int limit,
        boolean onlyCount) {

    /** What sorts rows. */
    record Order(String path, boolean lowerCase, boolean descending) {
        Comparator<ObjectNode> comparator() {
            Comparator<ObjectNode> ascending = Comparator.comparing(row -> {
                String text = at(row, path).asText("");
                return lowerCase ? text.toLowerCase(Locale.ROOT) : text;
            });
            return descending ? ascending.reversed() : ascending;
        }
    }

    /** A column of the answer, taken from a dotted path of the row. */
    record Column(String name, String path) {}

    /** The value at a dotted path; {@code ['a.b']} is written as one step. */
    static JsonNode at(JsonNode row, String path) {
        JsonNode found = row;
        for (String step : path.replaceAll("\\['([^']*)'\\]", ".$1").split("\\.")) {
            found = found.path(step);
        }
        return found;
    }
}
