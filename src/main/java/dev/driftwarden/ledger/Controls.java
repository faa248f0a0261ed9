package dev.driftwarden.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoredRecord;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people set for the whole bot: the kill switch, and the accepted baselines of drift rules. */
public final class Controls {
    private static final RecordKey KILL_SWITCH = new RecordKey("controls", "bot", "kill-switch");

    private final Records records;
    private final Bodies bodies;
    private final Codec codec;

    public Controls(Records records, Bodies bodies, Codec codec) {
        this.records = records;
        this.bodies = bodies;
        this.codec = codec;
    }

    /**
     * The state of the kill switch.
     *
     * @param on whether every write is forbidden
     */
    public record KillSwitch(boolean on, String by, String reason, Instant since) {}

    public Optional<KillSwitch> killSwitch() {
        return records.get(KILL_SWITCH).map(this::read).filter(KillSwitch::on);
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

    /** Points to the body of an accepted snapshot. */
    record Baseline(ResourceId id, String body, Instant acceptedAt) {}

    /** The last accepted snapshot of an object; null when none was ever accepted. */
    public @Nullable JsonNode baseline(ResourceId id) {
        return records.get(baselineKey(id))
                .map(r -> codec.read(r.json(), Baseline.class))
                .flatMap(baseline -> bodies.get(baseline.body()))
                .map(text -> codec.read(text, JsonNode.class))
                .orElse(null);
    }

    public void acceptBaseline(ResourceId id, JsonNode value, Instant now) {
        String path = "baselines/" + FindingId.resourceHash(id) + "/" + now.toEpochMilli() + ".json";
        bodies.put(path, value.toString());
        records.write(new Change.Put(baselineKey(id), codec.write(new Baseline(id, path, now))));
    }

    private static RecordKey baselineKey(ResourceId id) {
        String hash = FindingId.resourceHash(id);
        return new RecordKey("baselines", hash.substring(0, 1), hash);
    }
}
