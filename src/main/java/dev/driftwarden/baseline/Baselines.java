package dev.driftwarden.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.baseline.Baseline.Accepted;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.plan.PlanHash;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accepted states of objects. Safe for use by many threads and processes: every change is bound to what was read. */
public final class Baselines {
    private static final String TABLE = "baselines";

    /** Directory policies lie together, so that they can be listed; there are a few hundreds at most. */
    private static final String DIRECTORY = "directory";

    private final Records records;
    private final Bodies bodies;
    private final Codec codec;

    public Baselines(Records records, Bodies bodies, Codec codec) {
        this.records = records;
        this.bodies = bodies;
        this.codec = codec;
    }

    public Optional<Held<Baseline>> find(ResourceId id) {
        return records.get(key(id)).map(this::held);
    }

    /** By the id that pages and the API use; directory policies only. */
    public Optional<Held<Baseline>> find(String shortId) {
        return shortId.matches("[0-9a-f]{20}")
                ? records.get(new RecordKey(TABLE, DIRECTORY, shortId)).map(this::held)
                : Optional.empty();
    }

    /** What stands for an object in addresses. */
    public static String shortId(ResourceId id) {
        return FindingId.resourceHash(id);
    }

    private Held<Baseline> held(StoredRecord stored) {
        return new Held<>(codec.read(stored.json(), Baseline.class), stored.etag());
    }

    /** Directory policies, each with what is accepted and what is pending; a damaged row is passed over. */
    public Page<Baseline> list(@Nullable String cursor, int limit) {
        Page<StoredRecord> page = records.page(TABLE, DIRECTORY, "", cursor, limit);
        return new Page<>(
                page.items().stream()
                        .flatMap(stored -> codec.tryRead(stored.json(), Baseline.class).stream())
                        .toList(),
                page.cursor());
    }

    /** The last accepted state, and in it as {@code acceptedAt} when that was; null when there is none. */
    public @Nullable JsonNode accepted(ResourceId id) {
        return find(id).map(Held::value)
                .map(Baseline::accepted)
                .flatMap(accepted -> body(accepted.body()).map(value -> dated(value, accepted.at())))
                .orElse(null);
    }

    private static JsonNode dated(JsonNode value, Instant at) {
        return value instanceof ObjectNode object ? object.put("acceptedAt", at.toString()) : value;
    }

    /** A stored state; empty when it is gone. */
    public Optional<JsonNode> body(String path) {
        return bodies.get(path).map(text -> codec.read(text, JsonNode.class));
    }

    /** Keeps a state and says where. */
    public String keep(ResourceId id, JsonNode state) {
        String path = "baselines/" + shortId(id) + "/" + hash(state).substring(0, 20) + ".json";
        bodies.put(path, state.toString());
        return path;
    }

    /** Over what a state says; when it was changed last is not part of that. */
    public static String hash(JsonNode state) {
        JsonNode content = state.path("properties").isObject() ? state.path("properties") : state;
        JsonNode copy = content.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.remove(List.of("modifiedDateTime", "lastModifiedDateTime"));
            object.properties().removeIf(entry -> entry.getKey().contains("@odata."));
        }
        return PlanHash.ofJson(copy);
    }

    /** An accepted state, for {@link #write}. */
    public Accepted accepted(ResourceId id, JsonNode state, Instant at, String by, String reason) {
        return new Accepted(keep(id, state), hash(state), at, by, reason);
    }

    /**
     * Writes what is known now.
     *
     * @param before what was read; empty when nothing was known
     * @return false when somebody else was quicker: read it again
     */
    public boolean write(Optional<Held<Baseline>> before, Baseline now) {
        RecordKey key = key(now.id());
        String json = codec.write(now);
        Change change = before.map(Held::etag)
                .<Change>map(etag -> new Change.Replace(key, json, etag))
                .orElseGet(() -> new Change.Insert(key, json));
        return records.write(change) == StoreOutcome.OK;
    }

    /** Forgets an object; false when somebody else was quicker. */
    public boolean remove(Held<Baseline> known) {
        return records.write(new Change.Delete(key(known.value().id()), known.etag())) == StoreOutcome.OK;
    }

    private static RecordKey key(ResourceId id) {
        String hash = shortId(id);
        return new RecordKey(TABLE, PolicyKind.of(id).isPresent() ? DIRECTORY : hash.substring(0, 1), hash);
    }
}
