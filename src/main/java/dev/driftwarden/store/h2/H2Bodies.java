package dev.driftwarden.store.h2;

import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Limits;
import java.io.StringReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/** Bodies as large objects. */
final class H2Bodies implements Bodies {
    private static final String PUT =
            "INSERT INTO body (path, text) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM body WHERE path = ?)";

    private final H2Database database;

    H2Bodies(H2Database database) {
        this.database = database;
    }

    @Override
    public void put(String path, String text) {
        Limits.checkPath(path);
        database.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(PUT)) {
                insert.setString(1, path);
                insert.setCharacterStream(2, new StringReader(text));
                insert.setString(3, path);
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public Optional<String> get(String path) {
        Limits.checkPath(path);
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT text FROM body WHERE path = ?")) {
                select.setString(1, path);
                try (ResultSet found = select.executeQuery()) {
                    return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public boolean delete(String path) {
        Limits.checkPath(path);
        return database.write(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM body WHERE path = ?")) {
                delete.setString(1, path);
                return delete.executeUpdate() == 1;
            }
        });
    }
}
