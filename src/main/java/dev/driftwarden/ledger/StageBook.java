package dev.driftwarden.ledger;

import dev.driftwarden.rule.Mode;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoredRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How far people have staged rules. */
public final class StageBook {
    private final Records records;
    private final Codec codec;
    private final OrderBook orders;

    public StageBook(Records records, Codec codec, OrderBook orders) {
        this.records = records;
        this.codec = codec;
        this.orders = orders;
    }

    /** The stage of a rule, or empty when the policy alone decides. */
    public Optional<RuleStage> find(String rule) {
        return Optional.ofNullable(all().get(rule));
    }

    /** The stages of all rules that have one, by rule id. */
    public Map<String, RuleStage> all() {
        return orders.now().stages();
    }

    /** One that cannot be read only observes: nobody knows how far the rule may go. */
    static RuleStage read(String rule, StoredRecord stored, Codec codec) {
        try {
            return codec.read(stored.json(), RuleStage.class);
        } catch (UnreadableRecordException e) {
            return new RuleStage(
                    rule,
                    Mode.OBSERVE,
                    "driftwarden",
                    "the record of its stage cannot be read; set it anew",
                    Instant.EPOCH);
        }
    }

    public void set(RuleStage stage) {
        records.write(new Change.Put(OrderRows.stage(stage.rule()), codec.write(stage)));
    }

    /** From now on the policy alone decides. */
    public void clear(String rule) {
        records.write(new Change.Delete(OrderRows.stage(rule), null));
    }
}
