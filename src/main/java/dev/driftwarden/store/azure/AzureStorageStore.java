package dev.driftwarden.store.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.DeadLetters;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.WorkQueues;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A store in an Azure Storage account. Opening it asks nothing of the network; tables, queues and the container come to be with
 * their first write. Every call ends within about a minute, with an answer or a {@link dev.driftwarden.store.StoreException}.
 */
public final class AzureStorageStore implements Store {
    private final Records records;
    private final WorkQueues queues;
    private final Bodies bodies;
    private final DeadLetters deadLetters;

    private AzureStorageStore(StorageClients clients, Supplier<UUID> ids) {
        records = new TableRecords(clients.tables(), ids);
        queues = new StorageQueues(clients.queues());
        bodies = new BlobBodies(clients.blobs());
        deadLetters = new BlobDeadLetters(clients.blobs());
    }

    /**
     * Opens the account that a connection string names.
     *
     * @param http carries all requests and may be shared; it must give up on silent connections, as {@link StorageHttp#client} does
     * @param ids random ids that mark writes
     * @throws dev.driftwarden.store.CannotOpenStoreException when it is not a connection string
     */
    public static AzureStorageStore open(
            StorageSettings.ConnectionString settings, HttpClient http, Supplier<UUID> ids) {
        return new AzureStorageStore(StorageClients.of(settings, http), ids);
    }

    /** Opens an account by identity; as {@link #open(StorageSettings.ConnectionString, HttpClient, Supplier)}. */
    public static AzureStorageStore open(
            StorageSettings.Identity settings, TokenCredential credential, HttpClient http, Supplier<UUID> ids) {
        return new AzureStorageStore(StorageClients.of(settings, credential, http), ids);
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public WorkQueues queues() {
        return queues;
    }

    @Override
    public Bodies bodies() {
        return bodies;
    }

    @Override
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** Nothing is held open but what belongs to the HTTP client. */
    @Override
    public void close() {}
}
