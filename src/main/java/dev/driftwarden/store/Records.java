package dev.driftwarden.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Small JSON records with optimistic concurrency. Safe for use by many threads and many processes. */
public interface Records {

    Optional<StoredRecord> get(RecordKey key);

    /** One write; {@link StoreOutcome#OK} or the reason why nothing was changed. */
    StoreOutcome write(Change change);

    /**
     * Up to 100 writes to different rows of one partition, all or none.
     *
     * @return OK, or the outcome of the first change that could not be made (then nothing was changed)
     */
    StoreOutcome writeAll(List<Change> changes);

    /**
     * The records of a partition in row order.
     *
     * @param rowPrefix only rows that start with it; empty for all
     * @param afterRow only rows behind this one; null to start. A page's cursor is the row key of its last record
     * @param limit 1 to 1,000
     */
    Page<StoredRecord> page(String table, String partition, String rowPrefix, @Nullable String afterRow, int limit);
}
