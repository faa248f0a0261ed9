package dev.driftwarden.store.azure;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Which storage account, and by what right; the same two forms in which the Functions host takes {@code AzureWebJobsStorage}. */
public sealed interface StorageSettings {

    /**
     * A connection string.
     *
     * @param value holds a key: a secret
     */
    record ConnectionString(String value) implements StorageSettings {
        @Override
        public String toString() {
            return "ConnectionString[***]";
        }
    }

    /**
     * The app's identity.
     *
     * @param clientId of a user-assigned identity; null for the system-assigned one
     */
    record Identity(
            URI tables, URI queues, URI blobs, @Nullable String clientId) implements StorageSettings {}
}
