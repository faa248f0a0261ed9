package dev.driftwarden.ledger;

import dev.driftwarden.rule.Mode;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoredRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far people have staged rules. */
public final class StageBook {
    private static final String TABLE = "stages";
    private static final String RULES = "rules";

    private final Records records;
    private final Codec codec;
    private final SharedRead<Map<String, RuleStage>> all;

    public StageBook(Records records, Codec codec) {
        this.records = records;
        this.codec = codec;
        this.all = new SharedRead<>(this::readAll);
    }

    /** The stage of a rule, or empty when the policy alone decides. */
    public Optional<RuleStage> find(String rule) {
        return Optional.ofNullable(all.get().get(rule));
    }

    /** The stages of all rules that have one, by rule id. */
    public Map<String, RuleStage> all() {
        return all.get();
    }

    private Map<String, RuleStage> readAll() {
        Map<String, RuleStage> stages = new TreeMap<>();
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page = records.page(TABLE, RULES, "", cursor, 1000);
            page.items().forEach(stored -> stages.put(stored.key().row(), read(stored)));
            cursor = page.cursor();
        } while (cursor != null);
        return Map.copyOf(stages);
    }

    /** One that cannot be read only observes: nobody knows how far the rule may go. */
    private RuleStage read(StoredRecord stored) {
        try {
            return codec.read(stored.json(), RuleStage.class);
        } catch (UnreadableRecordException e) {
            return new RuleStage(
                    stored.key().row(),
                    Mode.OBSERVE,
                    "driftwarden",
                    "the record of its stage cannot be read; set it anew",
                    Instant.EPOCH);
        }
    }

    public void set(RuleStage stage) {
        records.write(new Change.Put(key(stage.rule()), codec.write(stage)));
    }

    /** From now on the policy alone decides. */
    public void clear(String rule) {
        records.write(new Change.Delete(key(rule), null));
    }

    private static RecordKey key(String rule) {
        return new RecordKey(TABLE, RULES, rule);
    }
}
