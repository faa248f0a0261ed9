package dev.driftwarden.store;

/**
 * Where a record lies. Keys may hold any characters; adapters encode what their storage does not allow. Records of one
 * partition can be written together atomically; row keys sort by their UTF-8 bytes within a partition.
 *
 * @param table lower-case letters and digits, 3 to 40 characters, starting with a letter
 * @param partition 1 to 200 characters
 * @param row 1 to 200 characters
 */
public record RecordKey(String table, String partition, String row) {
    public RecordKey {
        if (!table.matches("[a-z][a-z0-9]{2,39}")) {
            throw new IllegalArgumentException("table name '" + table + "' must match [a-z][a-z0-9]{2,39}");
        }
        check("partition", partition);
        check("row", row);
    }

    private static void check(String what, String value) {
        if (value.isEmpty() || value.length() > 200) {
            throw new IllegalArgumentException(what + " key must have 1 to 200 characters, has " + value.length());
        }
    }
}
