package dev.driftwarden.ledger;

import dev.driftwarden.policy.Policy.Budgets;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the writes of each clock hour; counting and checking are one atomic step, whoever else counts. */
public final class BudgetBook {
    private final Records records;
    private final Codec codec;
    private final Clock clock;

    public BudgetBook(Records records, Codec codec, Clock clock) {
        this.records = records;
        this.codec = codec;
        this.clock = clock;
    }

    /** Counts one write; the exceeded budget in words, or null when it fitted and was counted. */
    public @Nullable String spend(Budgets budgets, String rule, String subscription) {
        for (int attempt = 0; attempt < 50; attempt++) {
            RecordKey hour = OrderRows.hour(clock.instant());
            Optional<StoredRecord> stored = records.get(hour);
            Spent before = stored.map(row -> read(row, codec)).orElse(Spent.NOTHING);
            String over = before.exhausted(budgets, rule, subscription);
            if (over != null) {
                return over;
            }
            String json = codec.write(before.plusOne(rule, subscription));
            Change change = stored.<Change>map(row -> new Change.Replace(hour, json, row.etag()))
                    .orElseGet(() -> new Change.Insert(hour, json));
            if (records.write(change) == StoreOutcome.OK) {
                return null;
            }
        }
        return "The budget could not be counted: too many writers at once.";
    }

    /** Forgets the hours before this time. */
    public void forgetBefore(Instant limit) {
        String oldest = OrderRows.hour(limit).row();
        new Retention(records, OrderRows.TABLE, OrderRows.PARTITION, OrderRows.HOURS)
                .remove(stored -> stored.key().row().compareTo(oldest) < 0);
    }

    static Spent read(StoredRecord stored, Codec codec) {
        try {
            return codec.read(stored.json(), Spent.class);
        } catch (UnreadableRecordException e) {
            return Spent.UNKNOWN;
        }
    }
}
