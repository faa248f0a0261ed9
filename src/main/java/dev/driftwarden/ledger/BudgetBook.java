package dev.driftwarden.ledger;

import dev.driftwarden.policy.Policy.Budgets;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the writes of each clock hour; counting and checking are one atomic step, whoever else counts. */
public final class BudgetBook {
    private static final String TABLE = "budgets";
    private static final String HOURS = "hours";

    private final Records records;
    private final Codec codec;
    private final Clock clock;
    private final SharedRead<Spent> spent;

    public BudgetBook(Records records, Codec codec, Clock clock) {
        this.records = records;
        this.codec = codec;
        this.clock = clock;
        this.spent = new SharedRead<>(() -> records.get(key()).map(this::read).orElse(Spent.NOTHING));
    }

    /** Writes so far, by {@code total}, {@code rule/<id>}, {@code subscription/<id>}. */
    record Spent(Map<String, Integer> by) {
        static final Spent NOTHING = new Spent(Map.of());

        /** What an hour's record that cannot be read stands for: nobody knows what is left. */
        static final Spent UNKNOWN = new Spent(Map.of("total", Integer.MAX_VALUE));

        Spent {
            by = Map.copyOf(by);
        }

        int of(String key) {
            return by.getOrDefault(key, 0);
        }

        Spent plusOne(String... keys) {
            Map<String, Integer> next = new TreeMap<>(by);
            for (String key : keys) {
                next.merge(key, 1, Integer::sum);
            }
            return new Spent(next);
        }
    }

    /** The budget that one more write would exceed, in words; null when it fits. Changes nothing. */
    public @Nullable String exhausted(Budgets budgets, String rule, String subscription) {
        return exhausted(budgets, spent.get(), rule, subscription);
    }

    /** Counts one write; the exceeded budget in words, or null when it fitted and was counted. */
    public @Nullable String spend(Budgets budgets, String rule, String subscription) {
        for (int attempt = 0; attempt < 50; attempt++) {
            Optional<StoredRecord> stored = records.get(key());
            Spent before = stored.map(this::read).orElse(Spent.NOTHING);
            String over = exhausted(budgets, before, rule, subscription);
            if (over != null) {
                return over;
            }
            String json = codec.write(before.plusOne("total", "rule/" + rule, "subscription/" + subscription));
            Change change = stored.<Change>map(r -> new Change.Replace(r.key(), json, r.etag()))
                    .orElseGet(() -> new Change.Insert(key(), json));
            if (records.write(change) == StoreOutcome.OK) {
                return null;
            }
        }
        return "The budget could not be counted: too many writers at once.";
    }

    private static @Nullable String exhausted(Budgets budgets, Spent spent, String rule, String subscription) {
        if (spent.of("total") >= budgets.total()) {
            return "The budget of " + budgets.total() + " writes an hour is used up.";
        }
        if (spent.of("rule/" + rule) >= budgets.perRule()) {
            return "The budget of " + budgets.perRule() + " writes an hour for rule " + rule + " is used up.";
        }
        if (spent.of("subscription/" + subscription) >= budgets.perSubscription()) {
            return "The budget of " + budgets.perSubscription() + " writes an hour for subscription " + subscription
                    + " is used up.";
        }
        return null;
    }

    /** Forgets the hours before this time. */
    public void forgetBefore(Instant limit) {
        String oldest = limit.truncatedTo(ChronoUnit.HOURS).toString();
        new Retention(records, TABLE, HOURS).remove(stored -> stored.key().row().compareTo(oldest) < 0);
    }

    private Spent read(StoredRecord stored) {
        try {
            return codec.read(stored.json(), Spent.class);
        } catch (UnreadableRecordException e) {
            return Spent.UNKNOWN;
        }
    }

    private RecordKey key() {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        return new RecordKey(TABLE, HOURS, hour.toString());
    }
}
