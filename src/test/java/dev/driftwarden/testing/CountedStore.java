package dev.driftwarden.testing;

import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import dev.driftwarden.store.WorkQueues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A store that counts the requests for records. */
public final class CountedStore implements Store, Records {
    private final Store store;
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();

    public CountedStore(Store store) {
        this.store = store;
    }

    /** How many there were of each kind: {@code get TABLE}, {@code write TABLE}, {@code list TABLE PREFIX}. */
    public Map<String, Integer> requests() {
        return new TreeMap<>(requests);
    }

    /** Counts anew. */
    public void forget() {
        requests.clear();
    }

    private void count(String request) {
        requests.merge(request, 1, Integer::sum);
    }

    @Override
    public Optional<StoredRecord> get(RecordKey key) {
        count("get " + key.table());
        return store.records().get(key);
    }

    @Override
    public StoreOutcome write(Change change) {
        count("write " + change.key().table());
        return store.records().write(change);
    }

    @Override
    public Optional<String> insert(RecordKey key, String json) {
        count("write " + key.table());
        return store.records().insert(key, json);
    }

    @Override
    public StoreOutcome writeAll(List<Change> changes) {
        changes.stream()
                .findFirst()
                .ifPresent(first -> count("write " + first.key().table()));
        return store.records().writeAll(changes);
    }

    @Override
    public Page<StoredRecord> page(
            String table, String partition, String rowPrefix, @Nullable String cursor, int limit) {
        count("list " + table + " " + rowPrefix);
        return store.records().page(table, partition, rowPrefix, cursor, limit);
    }

    @Override
    public Records records() {
        return this;
    }

    @Override
    public WorkQueues queues() {
        return store.queues();
    }

    @Override
    public Bodies bodies() {
        return store.bodies();
    }

    @Override
    public void close() {
        store.close();
    }
}
