package dev.driftwarden.store;

import java.nio.charset.StandardCharsets;

/**
 * Where a record lies. Keys may hold any characters; adapters encode what their storage does not allow. Records of one
 * partition can be written together atomically; row keys sort by their UTF-8 bytes within a partition.
 *
 * @param table lower-case letters and digits, 3 to 40 characters, starting with a letter
 * @param partition 1 to 200 characters, at most 400 bytes of UTF-8
 * @param row 1 to 200 characters, at most 400 bytes of UTF-8
 */
public record RecordKey(String table, String partition, String row) {
    private static final int MAX_CHARACTERS = 200;
    private static final int MAX_BYTES = 400;

    public RecordKey {
        checkTable(table);
        checkKey("partition", partition);
        checkKey("row", row);
    }

    static void checkTable(String table) {
        if (!table.matches("[a-z][a-z0-9]{2,39}")) {
            throw new IllegalArgumentException("table name '" + table + "' must match [a-z][a-z0-9]{2,39}");
        }
    }

    static void checkKey(String what, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(what + " key must not be empty");
        }
        checkPrefix(what, value);
    }

    static void checkPrefix(String what, String value) {
        if (value.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    what + " key must have at most " + MAX_CHARACTERS + " characters, has " + value.length());
        }
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    what + " key must have at most " + MAX_BYTES + " bytes of UTF-8, has " + bytes);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException(what + " key holds half a surrogate pair");
        }
    }
}
