package dev.driftwarden.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Small JSON records with optimistic concurrency. Safe for use by many threads and many processes. */
public interface Records {

    Optional<StoredRecord> get(RecordKey key);

    /**
     * One write; {@link StoreOutcome#OK} or the reason why nothing was changed. A write whose answer was lost on the way is
     * looked up again, so that OK and the refusals are about this very write.
     */
    StoreOutcome write(Change change);

    /**
     * Inserts a record unless there is one.
     *
     * @return the etag of what was inserted; empty when there was one, and nothing is changed
     */
    Optional<String> insert(RecordKey key, String json);

    /**
     * Up to 100 writes to different rows of one partition, together at most {@link Limits#TRANSACTION_CHARACTERS}, all or none.
     *
     * @return OK, also for an empty list, or the outcome of the first change that could not be made (then nothing was changed)
     */
    StoreOutcome writeAll(List<Change> changes);

    /**
     * The records of a partition in row order.
     *
     * @param rowPrefix only rows that start with it; empty for all
     * @param cursor from the page before, or {@link Cursor#after} of a row; null to start; anything else is an
     *     {@link IllegalArgumentException}
     * @param limit 1 to 1,000
     */
    Page<StoredRecord> page(String table, String partition, String rowPrefix, @Nullable String cursor, int limit);
}
