package dev.driftwarden.engine;

import dev.driftwarden.store.RecordKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of the outbox whose entries are in the audit trail: they are removed many at a time, and never more than a hundred of a
 * partition wait for it. Nothing is lost with the process, for whoever keeps house finds what is in the trail.
 */
final class SentRows {
    private static final int TOGETHER = 100;

    private final Duration unsentAfter;
    private final Map<String, List<Row>> gathered = new HashMap<>();

    /** @param unsentAfter the age at which others remove a row; at half of it its partition is worth a request */
    SentRows(Duration unsentAfter) {
        this.unsentAfter = unsentAfter;
    }

    /** @param at when it was committed */
    record Row(RecordKey key, Instant at) {}

    /**
     * Adds what one commit has sent.
     *
     * @param atOnce whether it must not wait
     * @return what is to be removed now: all of the partition, or nothing
     */
    synchronized List<RecordKey> add(List<Row> sent, boolean atOnce, Instant now) {
        String partition = sent.get(0).key().partition();
        List<Row> rows = gathered.computeIfAbsent(partition, unused -> new ArrayList<>());
        rows.removeIf(row -> row.at().plus(unsentAfter).isBefore(now));
        rows.addAll(sent);
        boolean old = rows.get(0).at().plus(unsentAfter.dividedBy(2)).isBefore(now);
        if (!atOnce && !old && rows.size() < TOGETHER) {
            return List.of();
        }
        gathered.remove(partition);
        return rows.stream().map(Row::key).toList();
    }

    synchronized List<Row> takeAll() {
        List<Row> all = gathered.values().stream().flatMap(List::stream).toList();
        gathered.clear();
        return all;
    }
}
