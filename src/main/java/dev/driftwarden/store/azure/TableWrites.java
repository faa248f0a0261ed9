package dev.driftwarden.store.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.rest.Response;
import com.azure.core.util.Context;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableEntityUpdateMode;
import com.azure.data.tables.models.TableErrorCode;
import com.azure.data.tables.models.TableServiceException;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.StoreOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes that are tried again safely. When an answer is lost, the write may have happened or not; tried again it would be refused
 * by its own first success. So after a lost answer a refusal is believed only if the row does not carry this write's id.
 */
final class TableWrites {
    private static final Map<TableErrorCode, StoreOutcome> REFUSALS = Map.of(
            TableErrorCode.ENTITY_ALREADY_EXISTS, StoreOutcome.EXISTS,
            TableErrorCode.UPDATE_CONDITION_NOT_SATISFIED, StoreOutcome.STALE,
            TableErrorCode.RESOURCE_NOT_FOUND, StoreOutcome.MISSING,
            TableErrorCode.ENTITY_NOT_FOUND, StoreOutcome.MISSING);

    /** No row has this etag: none is so old. */
    private static final String STALE = "W/\"datetime'1970-01-01T00%3A00%3A00.0000000Z'\"";

    private final Tables tables;

    TableWrites(Tables tables) {
        this.tables = tables;
    }

    /** What a try came to; the etag of a row that was inserted, where the answer told it. */
    private record Made(StoreOutcome outcome, @Nullable String etag) {
        static final Made OK = new Made(StoreOutcome.OK, null);
    }

    StoreOutcome make(List<Change> changes, String write) {
        return made(changes, write).outcome();
    }

    /** The etag, or empty when there is a row already. */
    Optional<String> insert(Change.Insert change, String write) {
        Made made = made(List.of(change), write);
        if (made.outcome() != StoreOutcome.OK) {
            return Optional.empty();
        }
        // When the answer was lost the row tells, unless somebody has changed it since: then what was inserted is
        // stale.
        return Optional.of(Optional.ofNullable(made.etag())
                .or(() -> tables.find(change.key())
                        .filter(entity -> TableRow.writtenBy(entity, write))
                        .map(TableEntity::getETag))
                .orElse(STALE));
    }

    private Made made(List<Change> changes, String write) {
        String table = changes.get(0).key().table();
        boolean answerLost = false;
        for (int attempt = 1; ; attempt++) {
            try {
                Made made = send(changes, write);
                return made.outcome() != StoreOutcome.OK && answerLost && happened(changes, write) ? Made.OK : made;
            } catch (RuntimeException e) {
                if (attempt == Faults.TRIES || !(isTableMissing(e) || Faults.pass(e))) {
                    throw Faults.failed("writing to " + table, e);
                }
                if (isTableMissing(e)) {
                    tables.create(table);
                } else {
                    answerLost = true;
                    Faults.pause(attempt, e);
                }
            }
        }
    }

    private static boolean isTableMissing(RuntimeException fault) {
        return fault instanceof TableServiceException answered && Tables.isMissing(answered);
    }

    /** One transaction writes all rows or none, so any row of it tells. Deletes leave no trace but an absent row. */
    private boolean happened(List<Change> changes, String write) {
        Change telling = changes.stream()
                .filter(change -> !(change instanceof Change.Delete))
                .findFirst()
                .orElse(changes.get(0));
        boolean deleted = telling instanceof Change.Delete;
        return tables.find(telling.key())
                .map(entity -> !deleted && TableRow.writtenBy(entity, write))
                .orElse(deleted);
    }

    private Made send(List<Change> changes, String write) {
        TableClient client = tables.client(changes.get(0).key().table());
        try {
            return changes.size() == 1 ? one(client, changes.get(0), write) : all(client, changes, write);
        } catch (TableServiceException e) {
            @Nullable TableErrorCode code = Tables.code(e);
            StoreOutcome refusal = code == null ? null : REFUSALS.get(code);
            if (refusal == null) {
                throw e;
            }
            return new Made(refusal, null);
        }
    }

    private static Made one(TableClient client, Change change, String write) {
        TableEntity entity = TableRow.toWrite(change, write);
        if (change instanceof Change.Insert) {
            Response<Void> answer = client.createEntityWithResponse(entity, null, Context.NONE);
            return new Made(StoreOutcome.OK, etag(answer));
        }
        if (change instanceof Change.Replace) {
            client.updateEntityWithResponse(entity, TableEntityUpdateMode.REPLACE, true, null, Context.NONE);
        } else if (change instanceof Change.Put) {
            client.upsertEntityWithResponse(entity, TableEntityUpdateMode.REPLACE, null, Context.NONE);
        } else {
            return new Made(delete(client, entity), null);
        }
        return Made.OK;
    }

    /** The client takes the quotes off the header's ends, also the last one of {@code W/"…"}. */
    private static @Nullable String etag(Response<Void> answer) {
        String told = answer.getHeaders().getValue(HttpHeaderName.ETAG);
        boolean cut = told != null && told.startsWith("W/\"") && !told.endsWith("\"");
        return cut ? told + '"' : told;
    }

    /** The client takes the deletion of an absent row, and of an absent table, for a success and tells it by the status only. */
    private static StoreOutcome delete(TableClient client, TableEntity entity) {
        int status = client.deleteEntityWithResponse(entity, true, null, Context.NONE)
                .getStatusCode();
        return status == 404 ? StoreOutcome.MISSING : StoreOutcome.OK;
    }

    private static Made all(TableClient client, List<Change> changes, String write) {
        List<TableTransactionAction> actions = changes.stream()
                .map(change ->
                        new TableTransactionAction(type(change), TableRow.toWrite(change, write), guarded(change)))
                .toList();
        client.submitTransactionWithResponse(actions, null, Context.NONE);
        return Made.OK;
    }

    private static boolean guarded(Change change) {
        return change instanceof Change.Replace || change instanceof Change.Delete;
    }

    private static TableTransactionActionType type(Change change) {
        if (change instanceof Change.Insert) {
            return TableTransactionActionType.CREATE;
        }
        if (change instanceof Change.Replace) {
            return TableTransactionActionType.UPDATE_REPLACE;
        }
        return change instanceof Change.Put
                ? TableTransactionActionType.UPSERT_REPLACE
                : TableTransactionActionType.DELETE;
    }
}
