package dev.driftwarden.report;

import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.UnreadableRecordException;
import dev.driftwarden.report.Document.Summary;
import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Cursor;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The nightly reports: a small row each for lists and trends, the whole in a body of its own. */
public final class Shelf {
    public static final String NOW = "now";

    private static final String TABLE = "reports";
    private static final String NIGHTS = "nightly";

    /** The sweep has had its time by then. */
    private static final LocalTime DUE = LocalTime.of(5, 0);

    private final Records records;
    private final Bodies bodies;
    private final Codec codec;
    private final Clock clock;
    private final Function<String, Document> maker;

    /** @param maker makes the report of this moment under a given id */
    public Shelf(Records records, Bodies bodies, Codec codec, Clock clock, Function<String, Document> maker) {
        this.records = records;
        this.bodies = bodies;
        this.codec = codec;
        this.clock = clock;
        this.maker = maker;
    }

    /** Makes the report of the night when it is due and not there yet. */
    public void nightly() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        boolean due = !LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC).isBefore(DUE);
        if (due && records.get(key(today)).isEmpty()) {
            Document made = maker.apply(today.toString());
            bodies.put(path(today), codec.write(made));
            records.write(new Change.Insert(key(today), codec.write(made.summary())));
        }
    }

    /** Those of the last so many days, oldest first. */
    public List<Summary> last(int days) {
        LocalDate first = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days);
        return records.page(TABLE, NIGHTS, "d", Cursor.after(key(first).row()), days).items().stream()
                .flatMap(stored -> codec.tryRead(stored.json(), Summary.class).stream())
                .toList();
    }

    /**
     * @param id a day, or {@link #NOW} for a report made at once
     * @return empty when there is none of that day
     * @throws UnreadableRecordException when it is damaged
     */
    public Optional<Document> find(String id) {
        if (id.equals(NOW)) {
            return Optional.of(maker.apply(NOW));
        }
        return day(id).flatMap(day -> bodies.get(path(day))).map(text -> codec.read(text, Document.class));
    }

    private static Optional<LocalDate> day(String id) {
        try {
            return Optional.of(LocalDate.parse(id));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static RecordKey key(LocalDate day) {
        return new RecordKey(TABLE, NIGHTS, "d" + day);
    }

    private static String path(LocalDate day) {
        return "reports/" + day;
    }
}
