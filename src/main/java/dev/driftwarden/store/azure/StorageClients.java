package dev.driftwarden.store.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.TableServiceClientBuilder;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import dev.driftwarden.store.CannotOpenStoreException;
import dev.driftwarden.store.CannotOpenStoreException.Reason;
import java.time.Duration;

/** The three service clients. */
record StorageClients(TableServiceClient tables, QueueServiceClient queues, BlobServiceClient blobs) {

    static StorageClients of(StorageSettings.ConnectionString settings, HttpClient http) {
        try {
            return new StorageClients(
                    tables(http).connectionString(settings.value()).buildClient(),
                    queues(http).connectionString(settings.value()).buildClient(),
                    blobs(http).connectionString(settings.value()).buildClient());
        } catch (IllegalArgumentException e) {
            // Neither the value nor the cause's text, which may quote it, is repeated: it holds a key.
            throw new CannotOpenStoreException(
                    Reason.UNUSABLE,
                    "The storage connection string cannot be read; copy it anew from the portal.",
                    null);
        }
    }

    static StorageClients of(StorageSettings.Identity settings, TokenCredential credential, HttpClient http) {
        return new StorageClients(
                tables(http)
                        .endpoint(settings.tables().toString())
                        .credential(credential)
                        .buildClient(),
                queues(http)
                        .endpoint(settings.queues().toString())
                        .credential(credential)
                        .buildClient(),
                blobs(http)
                        .endpoint(settings.blobs().toString())
                        .credential(credential)
                        .buildClient());
    }

    /** Tries once: {@link TableWrites} must know of every try. */
    private static TableServiceClientBuilder tables(HttpClient http) {
        return new TableServiceClientBuilder()
                .httpClient(http)
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))));
    }

    private static QueueServiceClientBuilder queues(HttpClient http) {
        return new QueueServiceClientBuilder().httpClient(http).retryOptions(retries());
    }

    private static BlobServiceClientBuilder blobs(HttpClient http) {
        return new BlobServiceClientBuilder().httpClient(http).retryOptions(retries());
    }

    /**
     * The HTTP client ends a try that takes too long. A time for a try given here would not end it, but would throw away what it has done
     * and try again.
     */
    private static RequestRetryOptions retries() {
        return new RequestRetryOptions(
                RetryPolicyType.EXPONENTIAL,
                Faults.TRIES,
                (Duration) null,
                Duration.ofMillis(200),
                Duration.ofSeconds(4),
                null);
    }
}
