package dev.driftwarden.ledger;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoredRecord;
import java.time.Instant;
import java.util.Optional;

/** What people set for the whole bot: the kill switch. */
public final class Controls {
    private static final RecordKey KILL_SWITCH = new RecordKey("controls", "bot", "kill-switch");

    private final Records records;
    private final Codec codec;
    private final SharedRead<Optional<KillSwitch>> killSwitch;

    public Controls(Records records, Codec codec) {
        this.records = records;
        this.codec = codec;
        this.killSwitch =
                new SharedRead<>(() -> records.get(KILL_SWITCH).map(this::read).filter(KillSwitch::on));
    }

    /**
     * The state of the kill switch.
     *
     * @param on whether every write is forbidden
     */
    public record KillSwitch(boolean on, String by, String reason, Instant since) {}

    public Optional<KillSwitch> killSwitch() {
        return killSwitch.get();
    }

    /** One that cannot be read forbids: nobody knows that it is off. */
    private KillSwitch read(StoredRecord stored) {
        try {
            return codec.read(stored.json(), KillSwitch.class);
        } catch (UnreadableRecordException e) {
            return new KillSwitch(true, "driftwarden", "its record cannot be read; set it anew", Instant.EPOCH);
        }
    }

    public void setKillSwitch(KillSwitch state) {
        records.write(new Change.Put(KILL_SWITCH, codec.write(state)));
    }
}
