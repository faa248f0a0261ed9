package dev.driftwarden.ledger;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoredRecord;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Removes records of one partition that are of no use any more.
 *
 * @param rowPrefix only rows that start with it; empty for all
 */
record Retention(Records records, String table, String partition, String rowPrefix) {
    private static final int BATCH = 1000;

    void remove(Predicate<StoredRecord> useless) {
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page = records.page(table, partition, rowPrefix, cursor, BATCH);
            page.items().stream()
                    .filter(useless)
                    .forEach(stored -> records.write(new Change.Delete(stored.key(), stored.etag())));
            cursor = page.cursor();
        } while (cursor != null);
    }
}
