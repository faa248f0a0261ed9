package dev.driftwarden.store.h2;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.Cursor;
import dev.driftwarden.store.Limits;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records as rows. */
final class H2Records implements Records {
    private static final String WHERE_KEY = " WHERE in_table = ? AND in_partition = ? AND in_row = ?";
    private static final String PAGE = "SELECT in_row, json, etag FROM record WHERE in_table = ? AND in_partition = ?"
            + " AND in_row >= ? AND in_row < ? AND in_row > ?"
            + " ORDER BY in_table, in_partition, in_row FETCH FIRST ? ROWS ONLY";

    /** No UTF-8 text holds this byte, so it sorts after all of them. */
    private static final byte[] END = {(byte) 0xFF};

    private final H2Database database;

    H2Records(H2Database database) {
        this.database = database;
    }

    @Override
    public Optional<StoredRecord> get(RecordKey key) {
        return database.read(connection -> {
            try (PreparedStatement select = prepare(connection, "SELECT json, etag FROM record" + WHERE_KEY, key);
                    ResultSet found = select.executeQuery()) {
                return found.next()
                        ? Optional.of(new StoredRecord(key, found.getString(1), Long.toString(found.getLong(2))))
                        : Optional.empty();
            }
        });
    }

    @Override
    public StoreOutcome write(Change change) {
        return writeAll(List.of(change));
    }

    @Override
    public Optional<String> insert(RecordKey key, String json) {
        Change.Insert change = new Change.Insert(key, json);
        Limits.checkChange(change);
        return database.write(connection -> {
            if (etag(connection, key) != null) {
                return Optional.empty();
            }
            H2RecordChange.make(connection, change);
            return Optional.ofNullable(etag(connection, key));
        });
    }

    @Override
    public StoreOutcome writeAll(List<Change> changes) {
        Limits.checkTransaction(changes);
        return database.write(connection -> {
            for (Change change : changes) {
                StoreOutcome outcome = H2RecordChange.check(change, etag(connection, change.key()));
                if (outcome != StoreOutcome.OK) {
                    return outcome;
                }
            }
            for (Change change : changes) {
                H2RecordChange.make(connection, change);
            }
            return StoreOutcome.OK;
        });
    }

    private static @Nullable String etag(Connection connection, RecordKey key) throws SQLException {
        try (PreparedStatement select = prepare(connection, "SELECT etag FROM record" + WHERE_KEY, key);
                ResultSet found = select.executeQuery()) {
            return found.next() ? Long.toString(found.getLong(1)) : null;
        }
    }

    @Override
    public Page<StoredRecord> page(
            String table, String partition, String rowPrefix, @Nullable String cursor, int limit) {
        Limits.checkPage(table, partition, rowPrefix, limit);
        byte[] after = cursor == null ? new byte[0] : bytes(Cursor.row(cursor));
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(PAGE)) {
                select.setString(1, table);
                select.setBytes(2, bytes(partition));
                select.setBytes(3, bytes(rowPrefix));
                select.setBytes(4, firstAfter(rowPrefix));
                select.setBytes(5, after);
                select.setInt(6, limit + 1);
                return page(select, table, partition, limit);
            }
        });
    }

    private static Page<StoredRecord> page(PreparedStatement select, String table, String partition, int limit)
            throws SQLException {
        List<StoredRecord> records = new ArrayList<>();
        try (ResultSet found = select.executeQuery()) {
            while (found.next()) {
                if (records.size() == limit) {
                    return new Page<>(
                            records, Cursor.after(records.get(limit - 1).key().row()));
                }
                RecordKey key = new RecordKey(table, partition, new String(found.getBytes(1), StandardCharsets.UTF_8));
                records.add(new StoredRecord(key, found.getString(2), Long.toString(found.getLong(3))));
            }
        }
        return new Page<>(records, null);
    }

    /** The least bytes that sort after every row with the prefix. */
    private static byte[] firstAfter(String prefix) {
        byte[] bound = bytes(prefix);
        if (bound.length == 0) {
            return END;
        }
        bound[bound.length - 1]++;
        return bound;
    }

    static PreparedStatement prepare(Connection connection, String sql, RecordKey key) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, key.table());
        statement.setBytes(2, bytes(key.partition()));
        statement.setBytes(3, bytes(key.row()));
        return statement;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
