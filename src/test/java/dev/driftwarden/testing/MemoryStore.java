package dev.driftwarden.testing;

import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Cursor;
import dev.driftwarden.store.Limits;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import dev.driftwarden.store.WorkQueues;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store in plain maps, for tests that open thousands of them; it keeps the same contract as the real ones. */
public final class MemoryStore implements Store, Records, WorkQueues, Bodies {
    private static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private record Partition(String table, String name) {}

    private static final class Message {
        final String id;
        final String body;
        Instant due;
        String receipt = "";
        int attempts;

        Message(String id, String body, Instant due) {
            this.id = id;
            this.body = body;
            this.due = due;
        }
    }

    private final Clock clock;
    private final Map<Partition, NavigableMap<String, StoredRecord>> partitions = new HashMap<>();
    private final Map<String, List<Message>> queues = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private long number;

    public MemoryStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Records records() {
        return this;
    }

    @Override
    public WorkQueues queues() {
        return this;
    }

    @Override
    public Bodies bodies() {
        return this;
    }

    @Override
    public synchronized Optional<StoredRecord> get(RecordKey key) {
        return Optional.ofNullable(rows(key.table(), key.partition()).get(key.row()));
    }

    private NavigableMap<String, StoredRecord> rows(String table, String partition) {
        return partitions.computeIfAbsent(new Partition(table, partition), unused -> new TreeMap<>(BY_BYTES));
    }

    @Override
    public StoreOutcome write(Change change) {
        return writeAll(List.of(change));
    }

    @Override
    public synchronized Optional<String> insert(RecordKey key, String json) {
        return write(new Change.Insert(key, json)) == StoreOutcome.OK
                ? get(key).map(StoredRecord::etag)
                : Optional.empty();
    }

    @Override
    public synchronized StoreOutcome writeAll(List<Change> changes) {
        Limits.checkTransaction(changes);
        for (Change change : changes) {
            StoreOutcome outcome = possible(change);
            if (outcome != StoreOutcome.OK) {
                return outcome;
            }
        }
        changes.forEach(this::make);
        return StoreOutcome.OK;
    }

    private StoreOutcome possible(Change change) {
        Optional<StoredRecord> present = get(change.key());
        if (change instanceof Change.Insert) {
            return present.isPresent() ? StoreOutcome.EXISTS : StoreOutcome.OK;
        }
        if (change instanceof Change.Put) {
            return StoreOutcome.OK;
        }
        String etag = change instanceof Change.Replace replace ? replace.etag() : ((Change.Delete) change).etag();
        if (present.isEmpty()) {
            return StoreOutcome.MISSING;
        }
        return etag == null || etag.equals(present.get().etag()) ? StoreOutcome.OK : StoreOutcome.STALE;
    }

    private void make(Change change) {
        Map<String, StoredRecord> rows = rows(change.key().table(), change.key().partition());
        if (change instanceof Change.Delete) {
            rows.remove(change.key().row());
            return;
        }
        String json = change instanceof Change.Insert insert
                ? insert.json()
                : change instanceof Change.Put put ? put.json() : ((Change.Replace) change).json();
        rows.put(change.key().row(), new StoredRecord(change.key(), json, "e" + number++));
    }

    @Override
    public synchronized Page<StoredRecord> page(
            String table, String partition, String rowPrefix, @Nullable String cursor, int limit) {
        Limits.checkPage(table, partition, rowPrefix, limit);
        String after = cursor == null ? "" : Cursor.row(cursor);
        List<StoredRecord> found = rows(table, partition).tailMap(after, false).values().stream()
                .filter(stored -> stored.key().row().startsWith(rowPrefix))
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        List<StoredRecord> items = more ? found.subList(0, limit) : found;
        return new Page<>(items, more ? Cursor.after(items.get(limit - 1).key().row()) : null);
    }

    @Override
    public synchronized void send(String queue, String body, Duration delay) {
        Limits.checkQueue(queue);
        Limits.checkMessage(body);
        Limits.checkDelay(delay);
        messages(queue).add(new Message("m" + number++, body, clock.instant().plus(delay)));
    }

    private List<Message> messages(String queue) {
        return queues.computeIfAbsent(queue, unused -> new ArrayList<>());
    }

    @Override
    public synchronized List<Delivery> receive(String queue, int max, Duration visibility) {
        Limits.checkReceive(max, visibility);
        Instant now = clock.instant();
        List<Message> due = messages(queue).stream()
                .filter(message -> !message.due.isAfter(now))
                .sorted(Comparator.comparing(message -> message.due))
                .limit(max)
                .toList();
        due.forEach(message -> {
            message.due = now.plus(visibility);
            message.receipt = "r" + number++;
            message.attempts++;
        });
        return due.stream()
                .map(message -> new Delivery(queue, message.id, message.receipt, message.body, message.attempts))
                .toList();
    }

    @Override
    public synchronized boolean complete(Delivery delivery) {
        return find(delivery)
                .map(message -> messages(delivery.queue()).remove(message))
                .orElse(false);
    }

    @Override
    public synchronized Optional<Delivery> extend(Delivery delivery, Duration visibility) {
        return find(delivery).map(message -> {
            message.due = clock.instant().plus(visibility);
            message.receipt = "r" + number++;
            return new Delivery(delivery.queue(), message.id, message.receipt, message.body, message.attempts);
        });
    }

    @Override
    public synchronized Optional<Instant> oldestDue(String queue) {
        Instant now = clock.instant();
        return messages(queue).stream()
                .map(message -> message.due)
                .filter(due -> !due.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    @Override
    public synchronized boolean release(Delivery delivery, Duration delay) {
        Limits.checkDelay(delay);
        Optional<Message> found = find(delivery);
        found.ifPresent(message -> {
            message.due = clock.instant().plus(delay);
            message.receipt = "";
        });
        return found.isPresent();
    }

    private Optional<Message> find(Delivery delivery) {
        return messages(delivery.queue()).stream()
                .filter(message -> message.id.equals(delivery.id()) && message.receipt.equals(delivery.receipt()))
                .findFirst();
    }

    @Override
    public synchronized long depth(String queue) {
        return messages(queue).size();
    }

    @Override
    public synchronized void put(String path, String text) {
        Limits.checkPath(path);
        texts.putIfAbsent(path, text);
    }

    @Override
    public synchronized Optional<String> get(String path) {
        Limits.checkPath(path);
        return Optional.ofNullable(texts.get(path));
    }

    @Override
    public synchronized boolean delete(String path) {
        return texts.remove(path) != null;
    }

    @Override
    public void close() {
        partitions.clear();
    }
}
