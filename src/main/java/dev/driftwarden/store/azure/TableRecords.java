package dev.driftwarden.store.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.Context;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableEntity;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Cursor;
import dev.driftwarden.store.Limits;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records as entities. Tables come to be with the first write; until then they read as empty. */
final class TableRecords implements Records {
    private final Tables tables;
    private final TableWrites writes;
    private final Supplier<UUID> ids;

    TableRecords(TableServiceClient service, Supplier<UUID> ids) {
        this.tables = new Tables(service);
        this.writes = new TableWrites(tables);
        this.ids = ids;
    }

    @Override
    public Optional<StoredRecord> get(RecordKey key) {
        return tables.find(key).map(entity -> TableRow.read(key, entity));
    }

    @Override
    public StoreOutcome write(Change change) {
        Limits.checkChange(change);
        return writes.make(List.of(change), ids.get().toString());
    }

    @Override
    public Optional<String> insert(RecordKey key, String json) {
        Change.Insert change = new Change.Insert(key, json);
        Limits.checkChange(change);
        return writes.insert(change, ids.get().toString());
    }

    @Override
    public StoreOutcome writeAll(List<Change> changes) {
        Limits.checkTransaction(changes);
        return changes.isEmpty()
                ? StoreOutcome.OK
                : writes.make(changes, ids.get().toString());
    }

    @Override
    public Page<StoredRecord> page(
            String table, String partition, String rowPrefix, @Nullable String cursor, int limit) {
        Limits.checkPage(table, partition, rowPrefix, limit);
        String start =
                cursor == null ? "ge '" + OrderedKey.encode(rowPrefix) : "gt '" + OrderedKey.encode(Cursor.row(cursor));
        // Encoded keys hold letters, digits, - and _ only: nothing in them can end the quoted text.
        String filter = "PartitionKey eq '" + OrderedKey.encode(partition) + "' and RowKey " + start
                + "' and RowKey lt '" + OrderedKey.endOf(rowPrefix) + "'";
        return Tables.tried("listing " + table, () -> list(table, partition, filter, limit));
    }

    private Page<StoredRecord> list(String table, String partition, String filter, int limit) {
        ListEntitiesOptions options =
                new ListEntitiesOptions().setFilter(filter).setTop(limit);
        List<StoredRecord> records = new ArrayList<>();
        try {
            for (PagedResponse<TableEntity> part : tables.client(table)
                    .listEntities(options, null, Context.NONE)
                    .iterableByPage()) {
                part.getValue()
                        .forEach(entity ->
                                TableRow.read(table, partition, entity).ifPresent(records::add));
                if (records.size() >= limit) {
                    return cut(records, limit, part.getContinuationToken() != null);
                }
            }
            return new Page<>(records, null);
        } catch (HttpResponseException e) {
            // Only a table can be missing here. The client does not turn this one fault into its own exception.
            if (e.getResponse() != null && e.getResponse().getStatusCode() == 404) {
                return new Page<>(List.of(), null);
            }
            throw e;
        }
    }

    /** The service may answer in parts of any size, so the last part can reach over the limit. */
    private static Page<StoredRecord> cut(List<StoredRecord> records, int limit, boolean more) {
        List<StoredRecord> asked = records.subList(0, limit);
        boolean end = !more && records.size() == limit;
        return new Page<>(
                asked, end ? null : Cursor.after(asked.get(limit - 1).key().row()));
    }
}
