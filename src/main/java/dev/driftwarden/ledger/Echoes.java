package dev.driftwarden.ledger;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoredRecord;
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
                : records.get(key(correlationId.toLowerCase(Locale.ROOT))).flatMap(this::read);
    }

    /** Forgets the writes before this time: their events have long arrived. */
    public void forgetBefore(Instant limit) {
        for (int partition = 0; partition < 16; partition++) {
            new Retention(records, TABLE, Integer.toHexString(partition), "").remove(stored -> isBefore(stored, limit));
        }
    }

    private boolean isBefore(StoredRecord stored, Instant limit) {
        return read(stored).map(echo -> echo.at().isBefore(limit)).orElse(true);
    }

    /** One that cannot be read recognises nothing. */
    private Optional<Echo> read(StoredRecord stored) {
        try {
            return Optional.of(codec.read(stored.json(), Echo.class));
        } catch (UnreadableRecordException e) {
            return Optional.empty();
        }
    }

    private static RecordKey key(String correlationId) {
        return new RecordKey(TABLE, correlationId.substring(0, 1), correlationId);
    }
}
