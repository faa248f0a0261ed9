package dev.driftwarden.ledger;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs of life that outlast a process: the last sweep, and how late events arrive at each worker. */
public final class Vitals {
    private static final String TABLE = "vitals";
    private static final RecordKey SWEEP = new RecordKey(TABLE, "bot", "sweep");
    private static final String LAGS = "lag";

    private final Records records;
    private final Codec codec;

    public Vitals(Records records, Codec codec) {
        this.records = records;
        this.codec = codec;
    }

    /**
     * One sweep.
     *
     * @param endedAt null while it runs, or when the process died in it
     * @param looks how many looks it queued
     * @param unreadable how many lists it could not read
     * @param failure what ended it early; null for nothing
     */
    public record Sweep(
            Instant startedAt,
            @Nullable Instant endedAt,
            int looks,
            int unreadable,
            @Nullable String failure) {
        /** {@code running}, {@code failed}, {@code incomplete} or {@code complete}. */
        public String outcome() {
            if (failure != null) {
                return "failed";
            }
            if (endedAt == null) {
                return "running";
            }
            return unreadable > 0 ? "incomplete" : "complete";
        }
    }

    public void sweep(Sweep sweep) {
        records.write(new Change.Put(SWEEP, codec.write(sweep)));
    }

    public Optional<Sweep> lastSweep() {
        return records.get(SWEEP).flatMap(stored -> codec.tryRead(stored.json(), Sweep.class));
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
