package dev.driftwarden.engine;

import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import dev.driftwarden.store.WorkQueues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store in which every call is a step that can go wrong. */
record CrashingStore(Store store, Crashes crashes) implements Store {

    @Override
    public Records records() {
        return new CrashingRecords(store.records(), crashes);
    }

    @Override
    public WorkQueues queues() {
        return new CrashingQueues(store.queues(), crashes);
    }

    @Override
    public Bodies bodies() {
        return new CrashingBodies(store.bodies(), crashes);
    }

    @Override
    public void close() {
        store.close();
    }

    private record CrashingRecords(Records records, Crashes crashes) implements Records {
        @Override
        public Optional<StoredRecord> get(RecordKey key) {
            return crashes.step(() -> records.get(key));
        }

        @Override
        public StoreOutcome write(Change change) {
            return crashes.step(() -> records.write(change));
        }

        @Override
        public Optional<String> insert(RecordKey key, String json) {
            return crashes.step(() -> records.insert(key, json));
        }

        @Override
        public StoreOutcome writeAll(List<Change> changes) {
            return crashes.step(() -> records.writeAll(changes));
        }

        @Override
        public Page<StoredRecord> page(
                String table, String partition, String rowPrefix, @Nullable String cursor, int limit) {
            return crashes.step(() -> records.page(table, partition, rowPrefix, cursor, limit));
        }
    }

    private record CrashingQueues(WorkQueues queues, Crashes crashes) implements WorkQueues {
        @Override
        public void send(String queue, String body, Duration delay) {
            crashes.step(() -> {
                queues.send(queue, body, delay);
                return true;
            });
        }

        @Override
        public List<Delivery> receive(String queue, int max, Duration visibility) {
            return queues.receive(queue, max, visibility);
        }

        @Override
        public boolean complete(Delivery delivery) {
            return crashes.step(() -> queues.complete(delivery));
        }

        @Override
        public Optional<Delivery> extend(Delivery delivery, Duration visibility) {
            return crashes.step(() -> queues.extend(delivery, visibility));
        }

        @Override
        public Optional<Instant> oldestDue(String queue) {
            return queues.oldestDue(queue);
        }

        @Override
        public boolean release(Delivery delivery, Duration delay) {
            return crashes.step(() -> queues.release(delivery, delay));
        }

        @Override
        public long depth(String queue) {
            return queues.depth(queue);
        }
    }

    private record CrashingBodies(Bodies bodies, Crashes crashes) implements Bodies {
        @Override
        public void put(String path, String text) {
            crashes.step(() -> {
                bodies.put(path, text);
                return true;
            });
        }

        @Override
        public Optional<String> get(String path) {
            return crashes.step(() -> bodies.get(path));
        }

        @Override
        public boolean delete(String path) {
            return crashes.step(() -> bodies.delete(path));
        }
    }
}
