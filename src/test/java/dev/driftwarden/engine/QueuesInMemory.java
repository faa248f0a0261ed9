package dev.driftwarden.engine;

import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.WorkQueues;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.Azurite;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageSettings;
import dev.driftwarden.testing.MemoryStore;
import java.util.UUID;

/** Tables and blobs of an emulator with queues whose time a test can move. */
final class QueuesInMemory implements Store {
    private final Store azure;
    private final Store memory;

    QueuesInMemory(Azurite azurite, MemoryStore memory) {
        this.azure = AzureStorageStore.open(
                new StorageSettings.ConnectionString(azurite.connectionString()),
                StorageHttp.client(),
                UUID::randomUUID);
        this.memory = memory;
    }

    @Override
    public Records records() {
        return azure.records();
    }

    @Override
    public WorkQueues queues() {
        return memory.queues();
    }

    @Override
    public Bodies bodies() {
        return azure.bodies();
    }

    @Override
    public void close() {
        azure.close();
    }
}
