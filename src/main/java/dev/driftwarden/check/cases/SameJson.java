package dev.driftwarden.check.cases;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether two JSON values say the same: the order of keys and the way a number is held do not matter. */
final class SameJson {
    private SameJson() {}

    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(SameJson::compare, other);
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.equals(other)) {
            return 0;
        }
        boolean sameNumber =
                one.isNumber() && other.isNumber() && one.decimalValue().compareTo(other.decimalValue()) == 0;
        return sameNumber ? 0 : 1;
    }
}
