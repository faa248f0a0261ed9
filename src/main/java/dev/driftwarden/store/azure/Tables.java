package dev.driftwarden.store.azure;

import com.azure.core.util.Context;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableErrorCode;
import com.azure.data.tables.models.TableServiceException;
import dev.driftwarden.store.RecordKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The account's tables: one client each, made on first use. */
final class Tables {
    /** Sets our tables apart from those that the Functions host keeps in the same account. */
    private static final String PREFIX = "driftwarden";

    private final TableServiceClient service;
    private final Map<String, TableClient> clients = new ConcurrentHashMap<>();

    Tables(TableServiceClient service) {
        this.service = service;
    }

    TableClient client(String table) {
        return clients.computeIfAbsent(table, name -> service.getTableClient(PREFIX + name));
    }

    /** Makes the table unless someone already did. */
    void create(String table) {
        tried("creating table " + table, () -> service.createTableIfNotExists(PREFIX + table));
    }

    Optional<TableEntity> find(RecordKey key) {
        return tried("reading from " + key.table(), () -> {
            try {
                return Optional.of(client(key.table())
                        .getEntityWithResponse(
                                OrderedKey.encode(key.partition()),
                                OrderedKey.encode(key.row()),
                                null,
                                null,
                                Context.NONE)
                        .getValue());
            } catch (TableServiceException e) {
                if (isMissing(e) || TableErrorCode.RESOURCE_NOT_FOUND.equals(code(e))) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    static boolean isMissing(TableServiceException fault) {
        return TableErrorCode.TABLE_NOT_FOUND.equals(code(fault));
    }

    static @Nullable TableErrorCode code(TableServiceException fault) {
        return fault.getValue() == null ? null : fault.getValue().getErrorCode();
    }

    /** Does what can be done again without harm, until it succeeds or fails for good. */
    static <T extends @Nullable Object> T tried(String doing, Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (RuntimeException e) {
                if (attempt == Faults.TRIES || !Faults.pass(e)) {
                    throw Faults.failed(doing, e);
                }
                Faults.pause(attempt, e);
            }
        }
    }
}
