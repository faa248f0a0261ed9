package dev.driftwarden.ledger;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The correlation ids of the bot's own writes, so that the events they cause are recognised. */
public final class Echoes {
    private static final String TABLE = "echoes";

    private final Records records;
    private final Codec codec;

    public Echoes(Records records, Codec codec) {
        this.records = records;
        this.codec = codec;
    }

    /** One own write. */
    public record Echo(String planId, Instant at) {}

    public void remember(UUID correlationId, String planId, Instant now) {
        records.write(new Change.Put(key(correlationId.toString()), codec.write(new Echo(planId, now))));
    }

    public Optional<Echo> find(String correlationId) {
        return correlationId.isEmpty() || correlationId.length() > 100
                ? Optional.empty()
                : records.get(key(correlationId.toLowerCase(Locale.ROOT))).map(r -> codec.read(r.json(), Echo.class));
    }

    private static RecordKey key(String correlationId) {
        return new RecordKey(TABLE, correlationId.substring(0, 1), correlationId);
    }
}
