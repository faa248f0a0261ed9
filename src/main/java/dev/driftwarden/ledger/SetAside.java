package dev.driftwarden.ledger;

import dev.driftwarden.finding.FindingId;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a damaged finding out of the way: kept with the rejections as it was, gone from the lists, made anew by the next look. */
final class SetAside {
    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
    private static final String LISTS = "i|";

    private final Records records;
    private final Codec codec;
    private final CountBook counts;
    private final Rejections rejections;

    SetAside(Records records, Codec codec, CountBook counts, Rejections rejections) {
        this.records = records;
        this.codec = codec;
        this.counts = counts;
        this.rejections = rejections;
    }

    void finding(StoredRecord damaged) {
        String name = Rows.named(damaged.key());
        LOG.error("damaged finding set aside finding={}", name);
        rejections.record(
                "finding", "The stored finding " + name + " cannot be read; it was set aside.", damaged.json());
        List<StoredRecord> lists = FindingId.tryParse(name)
                .map(id -> lists(damaged.key().partition(), id))
                .orElse(List.of());
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Delete(damaged.key(), damaged.etag()));
        lists.forEach(row -> changes.add(new Change.Delete(row.key(), row.etag())));
        counted(lists).ifPresent(listed -> changes.add(counts.removed(damaged, listed)));
        // When somebody else was quicker nothing is changed, and whoever reads it next tries again.
        records.writeAll(changes);
    }

    private List<StoredRecord> lists(String partition, FindingId id) {
        List<StoredRecord> found = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page = records.page(Rows.TABLE, partition, LISTS, cursor, 1000);
            page.items().stream().filter(row -> Rows.lists(row.key(), id)).forEach(found::add);
            cursor = page.cursor();
        } while (cursor != null);
        return found;
    }

    /** What it was counted as, as far as a list still says. */
    private Optional<FindingSummary> counted(List<StoredRecord> lists) {
        return lists.stream()
                .filter(row ->
                        row.key().row().startsWith("i|open|") || row.key().row().startsWith("i|closed|"))
                .flatMap(row -> read(row, FindingSummary.class).stream())
                .findFirst();
    }

    private <T> Optional<T> read(StoredRecord stored, Class<T> type) {
        try {
            return Optional.of(codec.read(stored.json(), type));
        } catch (UnreadableRecordException e) {
            return Optional.empty();
        }
    }
}
