package dev.driftwarden.ledger;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What could not be used: rejected events and messages that failed for good. Kept with the reason, never dropped. */
public final class Rejections {
    private static final long LATEST = 9_999_999_999_999L;

    private final Records records;
    private final Codec codec;
    private final Clock clock;
    private final Supplier<UUID> ids;

    public Rejections(Records records, Codec codec, Clock clock, Supplier<UUID> ids) {
        this.records = records;
        this.codec = codec;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Something that was set aside.
     *
     * @param source {@code event} or the name of the queue it came from
     * @param payload as it came, cut at 30,000 characters
     */
    public record Rejection(String id, String source, String reason, String payload, Instant at) {}

    public void record(String source, String reason, String payload) {
        Instant now = clock.instant();
        String id = "%013d-%s".formatted(LATEST - now.toEpochMilli(), ids.get());
        String kept = payload.length() > 30_000 ? payload.substring(0, 30_000) : payload;
        records.write(new Change.Put(
                new RecordKey("rejections", "all", id), codec.write(new Rejection(id, source, reason, kept, now))));
    }

    /** Newest first. */
    public Page<Rejection> list(@Nullable String cursor, int limit) {
        var page = records.page("rejections", "all", "", cursor, limit);
        return new Page<>(
                page.items().stream()
                        .map(r -> codec.read(r.json(), Rejection.class))
                        .toList(),
                page.cursor());
    }
}
