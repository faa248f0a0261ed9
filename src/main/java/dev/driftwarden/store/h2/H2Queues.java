package dev.driftwarden.store.h2;

import dev.driftwarden.store.Limits;
import dev.driftwarden.store.WorkQueues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages as rows that become due; a receive moves the due time on and gives the row a new receipt. */
final class H2Queues implements WorkQueues {
    private static final String SEND =
            "INSERT INTO message (queue, body, due, receipt, attempts) VALUES (?, ?, ?, 0, 0)";
    private static final String DUE = "SELECT id, receipt, body, attempts FROM message WHERE queue = ? AND due <= ?"
            + " ORDER BY due, id FETCH FIRST ? ROWS ONLY";
    private static final String HIDE =
            "UPDATE message SET due = ?, receipt = receipt + 1, attempts = attempts + 1 WHERE id = ?";
    private static final String RELEASE =
            "UPDATE message SET due = ?, receipt = receipt + 1 WHERE id = ? AND receipt = ?";
    private static final String COMPLETE = "DELETE FROM message WHERE id = ? AND receipt = ?";
    private static final String DEPTH = "SELECT COUNT(*) FROM message WHERE queue = ?";

    private static final String OLDEST = "SELECT MIN(due) FROM message WHERE queue = ? AND due <= ?";
    private static final String RETURN = "UPDATE message SET due = ? WHERE attempts > 0 AND due > ?";

    private final H2Database database;
    private final Clock clock;

    H2Queues(H2Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Makes due what an earlier process had received: it is gone, for only one process may have the file open. */
    void returnReceived() {
        database.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(RETURN)) {
                update.setLong(1, clock.millis());
                update.setLong(2, clock.millis());
                return update.executeUpdate();
            }
        });
    }

    @Override
    public void send(String queue, String body, Duration delay) {
        Limits.checkQueue(queue);
        Limits.checkMessage(body);
        Limits.checkDelay(delay);
        database.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(SEND)) {
                insert.setString(1, queue);
                insert.setString(2, body);
                insert.setLong(3, clock.millis() + delay.toMillis());
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public List<Delivery> receive(String queue, int max, Duration visibility) {
        Limits.checkQueue(queue);
        Limits.checkReceive(max, visibility);
        return database.write(connection -> {
            long now = clock.millis();
            List<Delivery> due = due(connection, queue, max, now);
            for (Delivery delivery : due) {
                hide(connection, delivery, now + visibility.toMillis());
            }
            return due;
        });
    }

    private static List<Delivery> due(Connection connection, String queue, int max, long now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DUE)) {
            select.setString(1, queue);
            select.setLong(2, now);
            select.setInt(3, max);
            List<Delivery> due = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    due.add(new Delivery(
                            queue,
                            Long.toString(found.getLong(1)),
                            Long.toString(found.getLong(2) + 1),
                            found.getString(3),
                            found.getInt(4) + 1));
                }
            }
            return due;
        }
    }

    private static void hide(Connection connection, Delivery delivery, long until) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(HIDE)) {
            update.setLong(1, until);
            update.setLong(2, Long.parseLong(delivery.id()));
            update.executeUpdate();
        }
    }

    @Override
    public boolean complete(Delivery delivery) {
        return database.write(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(COMPLETE)) {
                delete.setLong(1, Long.parseLong(delivery.id()));
                delete.setLong(2, Long.parseLong(delivery.receipt()));
                return delete.executeUpdate() == 1;
            }
        });
    }

    @Override
    public Optional<Delivery> extend(Delivery delivery, Duration visibility) {
        Limits.checkReceive(1, visibility);
        if (!release(delivery, visibility)) {
            return Optional.empty();
        }
        String receipt = Long.toString(Long.parseLong(delivery.receipt()) + 1);
        return Optional.of(
                new Delivery(delivery.queue(), delivery.id(), receipt, delivery.body(), delivery.attempts()));
    }

    @Override
    public boolean release(Delivery delivery, Duration delay) {
        Limits.checkDelay(delay);
        return database.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(RELEASE)) {
                update.setLong(1, clock.millis() + delay.toMillis());
                update.setLong(2, Long.parseLong(delivery.id()));
                update.setLong(3, Long.parseLong(delivery.receipt()));
                return update.executeUpdate() == 1;
            }
        });
    }

    @Override
    public Optional<Instant> oldestDue(String queue) {
        Limits.checkQueue(queue);
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(OLDEST)) {
                select.setString(1, queue);
                select.setLong(2, clock.millis());
                try (ResultSet result = select.executeQuery()) {
                    result.next();
                    long due = result.getLong(1);
                    return result.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due));
                }
            }
        });
    }

    @Override
    public long depth(String queue) {
        Limits.checkQueue(queue);
        return database.read(connection -> {
            try (PreparedStatement count = connection.prepareStatement(DEPTH)) {
                count.setString(1, queue);
                try (ResultSet result = count.executeQuery()) {
                    result.next();
                    return result.getLong(1);
                }
            }
        });
    }
}
