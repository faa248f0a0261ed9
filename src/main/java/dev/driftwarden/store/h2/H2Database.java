package dev.driftwarden.store.h2;

import dev.driftwarden.store.CannotOpenStoreException;
import dev.driftwarden.store.CannotOpenStoreException.Reason;
import dev.driftwarden.store.SharedCall;
import dev.driftwarden.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The connections. Reads run side by side; writes run one at a time, each in a transaction: H2 commits one at a time anyway,
 * and so a write may look before it writes without ever meeting a lock or a deadlock. A write returns when it is in the file;
 * writes that were made meanwhile go there together.
 */
final class H2Database implements AutoCloseable {
    private final JdbcConnectionPool pool;
    private final ReentrantLock writing = new ReentrantLock();
    private final SharedCall<Boolean> flush = new SharedCall<>(this::checkpoint);
    private final AtomicBoolean closed = new AtomicBoolean();

    private H2Database(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    static H2Database open(String url, String name) {
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "driftwarden", "");
        pool.setMaxConnections(16);
        try (Connection connection = pool.getConnection()) {
            H2Schema.prepare(connection, name);
            return new H2Database(pool);
        } catch (SQLException e) {
            pool.dispose();
            throw refusal(name, e);
        } catch (CannotOpenStoreException e) {
            pool.dispose();
            throw e;
        }
    }

    private static CannotOpenStoreException refusal(String name, SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                new CannotOpenStoreException(
                        Reason.IN_USE,
                        "The state file " + name + " is in use by another process; stop that one first.",
                        e);
            case ErrorCode.FILE_VERSION_ERROR_1 ->
                unusable(name, "was written by another version of the database H2", e);
            case ErrorCode.IO_EXCEPTION_1, ErrorCode.FILE_CORRUPTED_1, ErrorCode.WRONG_USER_OR_PASSWORD ->
                unusable(name, "is damaged, or none of Driftwarden's, or may not be read and written here", e);
            default -> unusable(name, "cannot be opened: " + e.getMessage(), e);
        };
    }

    private static CannotOpenStoreException unusable(String name, String why, SQLException e) {
        return new CannotOpenStoreException(
                Reason.UNUSABLE,
                "The state file " + name + " " + why
                        + ". Use the version that wrote it, another folder (--data), or begin anew in this one (--fresh).",
                e);
    }

    <T> T read(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new StoreException("reading from the embedded database failed: " + e.getMessage(), e);
        }
    }

    <T> T write(Work<T> work) {
        T result = commit(work);
        flush.get();
        return result;
    }

    private <T> T commit(Work<T> work) {
        writing.lock();
        try (Connection connection = pool.getConnection()) {
            return transaction(connection, work);
        } catch (SQLException e) {
            throw new StoreException("writing to the embedded database failed: " + e.getMessage(), e);
        } finally {
            writing.unlock();
        }
    }

    private static <T> T transaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = work.on(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    /** Brings what is committed to the file; always true. */
    private boolean checkpoint() {
        return read(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT");
                return true;
            }
        });
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        writing.lock();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException | IllegalStateException e) {
            throw new StoreException("closing the embedded database failed: " + e.getMessage(), e);
        } finally {
            pool.dispose();
            writing.unlock();
        }
    }

    /** Something done with a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
