package dev.driftwarden.store.h2;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.StoreOutcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whether a change may be made, and making it. */
final class H2RecordChange {
    private static final String MERGE =
            "MERGE INTO record (in_table, in_partition, in_row, json, etag) VALUES (?, ?, ?, ?, NEXT VALUE FOR change_number)";
    private static final String DELETE = "DELETE FROM record WHERE in_table = ? AND in_partition = ? AND in_row = ?";

    private H2RecordChange() {}

    /** @param present the record's etag; null when there is none */
    static StoreOutcome check(Change change, @Nullable String present) {
        if (change instanceof Change.Insert) {
            return present == null ? StoreOutcome.OK : StoreOutcome.EXISTS;
        }
        if (change instanceof Change.Replace replace) {
            return same(replace.etag(), present);
        }
        return change instanceof Change.Delete delete ? same(delete.etag(), present) : StoreOutcome.OK;
    }

    private static StoreOutcome same(@Nullable String expected, @Nullable String present) {
        if (present == null) {
            return StoreOutcome.MISSING;
        }
        return expected == null || expected.equals(present) ? StoreOutcome.OK : StoreOutcome.STALE;
    }

    static void make(Connection connection, Change change) throws SQLException {
        if (change instanceof Change.Insert insert) {
            merge(connection, insert, insert.json());
        } else if (change instanceof Change.Replace replace) {
            merge(connection, replace, replace.json());
        } else if (change instanceof Change.Put put) {
            merge(connection, put, put.json());
        } else {
            delete(connection, change);
        }
    }

    private static void merge(Connection connection, Change change, String json) throws SQLException {
        try (PreparedStatement merge = H2Records.prepare(connection, MERGE, change.key())) {
            merge.setString(4, json);
            merge.executeUpdate();
        }
    }

    private static void delete(Connection connection, Change change) throws SQLException {
        try (PreparedStatement delete = H2Records.prepare(connection, DELETE, change.key())) {
            delete.executeUpdate();
        }
    }
}
