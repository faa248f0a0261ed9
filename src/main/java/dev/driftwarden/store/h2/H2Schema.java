package dev.driftwarden.store.h2;

import dev.driftwarden.store.CannotOpenStoreException;
import dev.driftwarden.store.CannotOpenStoreException.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables and their version. A later version adds its statements as another step. */
final class H2Schema {
    private static final List<List<String>> STEPS = List.of(List.of(
            // Keys as bytes, for H2 orders these as the port does. One sequence for all etags, so that none comes back.
            """
            CREATE TABLE IF NOT EXISTS record (
              in_table VARCHAR(40) NOT NULL,
              in_partition VARBINARY(400) NOT NULL,
              in_row VARBINARY(400) NOT NULL,
              json VARCHAR(500000) NOT NULL,
              etag BIGINT NOT NULL,
              PRIMARY KEY (in_table, in_partition, in_row))""",
            """
            CREATE TABLE IF NOT EXISTS message (
              id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              queue VARCHAR(63) NOT NULL,
              body VARCHAR(48000) NOT NULL,
              due BIGINT NOT NULL,
              receipt BIGINT NOT NULL,
              attempts INT NOT NULL)""",
            "CREATE INDEX IF NOT EXISTS message_due ON message (queue, due, id)",
            "CREATE TABLE IF NOT EXISTS body (path VARCHAR(500) PRIMARY KEY, text CLOB NOT NULL)",
            "CREATE SEQUENCE IF NOT EXISTS change_number"));

    private H2Schema() {}

    static void prepare(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS schema_version (version INT PRIMARY KEY)");
            int version = version(statement);
            if (version > STEPS.size()) {
                throw new CannotOpenStoreException(
                        Reason.NEWER,
                        "The state file " + name + " was written by a newer Driftwarden (schema " + version
                                + ", this one knows " + STEPS.size() + "); use that version or another file.",
                        null);
            }
            for (int step = version; step < STEPS.size(); step++) {
                take(statement, step);
            }
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM schema_version")) {
            result.next();
            return result.getInt(1);
        }
    }

    /** H2 commits each definition by itself; a step cut short by a crash is taken again, hence every IF NOT EXISTS. */
    private static void take(Statement statement, int step) throws SQLException {
        for (String definition : STEPS.get(step)) {
            statement.execute(definition);
        }
        statement.execute("INSERT INTO schema_version VALUES (" + (step + 1) + ")");
    }
}
