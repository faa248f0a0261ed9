package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;

/**
 * The part of the Resource Graph query language that is understood here: one table, then {@code where}, {@code project},
 * {@code order by}, {@code limit} or {@code take}, and {@code count}. Anything else is refused as Azure refuses a bad query.
 *
 * @param table in lower case
 * @param rows which rows stay
 * @param columns what is kept of each row; empty for all
 * @param order the column that sorts the rows; empty for the order of the ids
 * @param limit how many rows at most
 * @param onlyCount whether the answer is their number
 */
record KqlQuery(
        String table,
        Predicate<JsonNode> rows,
        List<Column> columns,
        String order,
        boolean descending,
        int limit,
        boolean onlyCount) {

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
