package dev.driftwarden.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    /** The last accepted snapshot of an object, and in it as {@code acceptedAt} when that was; null when there is none. */
    public @Nullable JsonNode baseline(ResourceId id) {
        return records.get(baselineKey(id))
                .map(r -> codec.read(r.json(), Baseline.class))
                .flatMap(this::snapshot)
                .orElse(null);
    }

    private Optional<JsonNode> snapshot(Baseline baseline) {
        return bodies.get(baseline.body())
                .map(text -> codec.read(text, JsonNode.class))
                .map(value -> value instanceof ObjectNode object
                        ? object.put("acceptedAt", baseline.acceptedAt().toString())
                        : value);
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
