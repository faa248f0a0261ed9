package dev.driftwarden.store.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.storage.blob.models.BlobContainerItem;
import com.azure.storage.queue.models.QueueItem;
import dev.driftwarden.store.StoreException;
import java.util.Set;
import java.util.TreeSet;

/** What a storage account holds, by name. Asking changes nothing. */
public final class StorageInventory {
    /** Where Event Grid puts what it cannot deliver. */
    public static final String DEAD_LETTERS = BlobDeadLetters.CONTAINER;

    /** The containers that the bot uses. */
    public static final Set<String> CONTAINERS = Set.of(BlobBodies.CONTAINER, DEAD_LETTERS);

    private StorageInventory() {}

    /**
     * The names of its queues and containers; tables are asked for, too, so that all three services are known to answer.
     *
     * @throws StoreException saying in one line what does not answer
     */
    public static Set<String> of(StorageSettings.ConnectionString settings, HttpClient http) {
        return names(StorageClients.of(settings, http));
    }

    /** As {@link #of(StorageSettings.ConnectionString, HttpClient)}, by identity. */
    public static Set<String> of(StorageSettings.Identity settings, TokenCredential credential, HttpClient http) {
        return names(StorageClients.of(settings, credential, http));
    }

    private static Set<String> names(StorageClients clients) {
        Set<String> names = new TreeSet<>();
        asked(
                "queues",
                () -> clients.queues().listQueues().stream()
                        .map(QueueItem::getName)
                        .forEach(names::add));
        asked(
                "blobs",
                () -> clients.blobs().listBlobContainers().stream()
                        .map(BlobContainerItem::getName)
                        .forEach(names::add));
        asked("tables", () -> {
            long unused = clients.tables().listTables().stream().limit(1).count();
        });
        return names;
    }

    private static void asked(String service, Runnable question) {
        try {
            question.run();
        } catch (RuntimeException e) {
            String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new StoreException(service + ": " + (said.length() > 300 ? said.substring(0, 300) : said), e);
        }
    }
}
