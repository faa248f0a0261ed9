package dev.driftwarden.store.h2;

import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.CannotOpenStoreException;
import dev.driftwarden.store.CannotOpenStoreException.Reason;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.WorkQueues;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store in an embedded H2 database. What was written is in the file when the call returns, so a killed process loses nothing
 * (a power failure can lose what the operating system had not yet put to disk). Message visibility follows the given clock.
 */
public final class H2Store implements Store {
    /**
     * Each write is brought to the file by {@link H2Database}. H2 must not do that at each commit itself (WRITE_DELAY=0), for then
     * it never clears up behind itself, and the file grows by some 70 KB a write for ever. Replaced pages are kept for two seconds,
     * not 45; the process closes the database itself; a small cache, for state is small; no trace file.
     */
    private static final String SETTINGS =
            ";WRITE_DELAY=500;RETENTION_TIME=2000;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=16384;TRACE_LEVEL_FILE=0";

    private static final AtomicLong MEMORY_STORES = new AtomicLong();

    private final H2Database database;
    private final Records records;
    private final H2Queues queues;
    private final Bodies bodies;

    private H2Store(String url, String name, Clock clock) {
        database = H2Database.open(url, name);
        records = new H2Records(database);
        queues = new H2Queues(database, clock);
        bodies = new H2Bodies(database);
    }

    /**
     * Opens or makes {@code <file>.mv.db}.
     *
     * @throws CannotOpenStoreException when another process has it open, a newer version wrote it or it cannot be used
     */
    public static H2Store file(Path file, Clock clock) {
        String path = file.toAbsolutePath().normalize().toString();
        if (path.contains(";")) {
            throw new CannotOpenStoreException(
                    Reason.UNUSABLE,
                    "The state file cannot lie at " + path + ": its path must not contain a semicolon.",
                    null);
        }
        H2Store store = new H2Store("jdbc:h2:async:" + path + SETTINGS, path + ".mv.db", clock);
        store.queues.returnReceived();
        return store;
    }

    /** A store of its own that is gone when closed. */
    public static H2Store memory(Clock clock) {
        String name = "driftwarden-" + MEMORY_STORES.incrementAndGet();
        return new H2Store("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "memory", clock);
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public WorkQueues queues() {
        return queues;
    }

    @Override
    public Bodies bodies() {
        return bodies;
    }

    /** Closing it again does nothing. */
    @Override
    public void close() {
        database.close();
    }
}
