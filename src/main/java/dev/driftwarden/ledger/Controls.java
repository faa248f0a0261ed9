package dev.driftwarden.ledger;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoredRecord;
import java.time.Instant;
import java.util.Optional;

/** What people set for the whole bot: the kill switch. */
public final class Controls {
    private final Records records;
    private final Codec codec;
    private final OrderBook orders;

    public Controls(Records records, Codec codec, OrderBook orders) {
        this.records = records;
        this.codec = codec;
        this.orders = orders;
    }

    /**
     * The state of the kill switch.
     *
     * @param on whether every write is forbidden
     */
    public record KillSwitch(boolean on, String by, String reason, Instant since) {}

    /** The kill switch, or empty when it is off. */
    public Optional<KillSwitch> killSwitch() {
        return Optional.ofNullable(orders.now().killSwitch());
    }

    /** One that cannot be read forbids: nobody knows that it is off. */
    static KillSwitch read(StoredRecord stored, Codec codec) {
        try {
            return codec.read(stored.json(), KillSwitch.class);
        } catch (UnreadableRecordException e) {
            return new KillSwitch(true, "driftwarden", "its record cannot be read; set it anew", Instant.EPOCH);
        }
    }

    public void setKillSwitch(KillSwitch state) {
        records.write(new Change.Put(OrderRows.KILL_SWITCH, codec.write(state)));
    }
}
