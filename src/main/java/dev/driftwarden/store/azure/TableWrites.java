package dev.driftwarden.store.azure;

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

    private final Tables tables;

    TableWrites(Tables tables) {
        this.tables = tables;
    }

    StoreOutcome make(List<Change> changes, String write) {
        String table = changes.get(0).key().table();
        boolean answerLost = false;
        for (int attempt = 1; ; attempt++) {
            try {
                StoreOutcome outcome = send(changes, write);
                return outcome != StoreOutcome.OK && answerLost && happened(changes, write) ? StoreOutcome.OK : outcome;
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

    private StoreOutcome send(List<Change> changes, String write) {
        TableClient client = tables.client(changes.get(0).key().table());
        try {
            return changes.size() == 1 ? one(client, changes.get(0), write) : all(client, changes, write);
        } catch (TableServiceException e) {
            @Nullable TableErrorCode code = Tables.code(e);
            StoreOutcome refusal = code == null ? null : REFUSALS.get(code);
            if (refusal == null) {
                throw e;
            }
            return refusal;
        }
    }

    private static StoreOutcome one(TableClient client, Change change, String write) {
        TableEntity entity = TableRow.toWrite(change, write);
        if (change instanceof Change.Insert) {
            client.createEntityWithResponse(entity, null, Context.NONE);
        } else if (change instanceof Change.Replace) {
            client.updateEntityWithResponse(entity, TableEntityUpdateMode.REPLACE, true, null, Context.NONE);
        } else if (change instanceof Change.Put) {
            client.upsertEntityWithResponse(entity, TableEntityUpdateMode.REPLACE, null, Context.NONE);
        } else {
            return delete(client, entity);
        }
        return StoreOutcome.OK;
    }

    /** The client takes the deletion of an absent row, and of an absent table, for a success and tells it by the status only. */
    private static StoreOutcome delete(TableClient client, TableEntity entity) {
        int status = client.deleteEntityWithResponse(entity, true, null, Context.NONE)
                .getStatusCode();
        return status == 404 ? StoreOutcome.MISSING : StoreOutcome.OK;
    }

    private static StoreOutcome all(TableClient client, List<Change> changes, String write) {
        List<TableTransactionAction> actions = changes.stream()
                .map(change ->
                        new TableTransactionAction(type(change), TableRow.toWrite(change, write), guarded(change)))
                .toList();
        client.submitTransactionWithResponse(actions, null, Context.NONE);
        return StoreOutcome.OK;
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
