package dev.driftwarden.ledger;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import java.time.Instant;
import java.util.List;

/** Signs of life that outlast a process: how late events arrive at each worker. */
public final class Vitals {
    private static final String TABLE = "vitals";
    private static final String LAGS = "lag";

    private final Records records;
    private final Codec codec;

    public Vitals(Records records, Codec codec) {
        this.records = records;
        this.codec = codec;
    }

    /**
     * How long events took from happening to being received, as one worker saw it.
     *
     * @param lastSeconds of the latest event
     * @param p95Seconds of its last events
     * @param events how many those were
     */
    public record Lag(String worker, Instant at, double lastSeconds, double p95Seconds, int events) {}

    public void lag(Lag lag) {
        records.write(new Change.Put(new RecordKey(TABLE, LAGS, lag.worker()), codec.write(lag)));
    }

    /** Of the workers that received events since; at most 1,000. */
    public List<Lag> lags(Instant since) {
        return records.page(TABLE, LAGS, "", null, 1000).items().stream()
                .flatMap(stored -> codec.tryRead(stored.json(), Lag.class).stream())
                .filter(lag -> !lag.at().isBefore(since))
                .toList();
    }

    /** Forgets workers that received nothing since. */
    public int forget(Instant before) {
        int gone = 0;
        for (var stored : records.page(TABLE, LAGS, "", null, 1000).items()) {
            boolean old = codec.tryRead(stored.json(), Lag.class)
                    .map(lag -> lag.at().isBefore(before))
                    .orElse(true);
            if (old) {
                records.write(new Change.Delete(stored.key(), stored.etag()));
                gone++;
            }
        }
        return gone;
    }
}
