package dev.driftwarden.store.azure;

import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import dev.driftwarden.store.DeadLetters;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The container that event subscriptions name as their dead-letter destination. */
final class BlobDeadLetters implements DeadLetters {
    static final String CONTAINER = "driftwarden-deadletter";

    private final BlobContainerClient container;

    BlobDeadLetters(BlobServiceClient service) {
        this.container = service.getBlobContainerClient(CONTAINER);
    }

    @Override
    public List<Letter> list(int limit) {
        ListBlobsOptions options = new ListBlobsOptions().setMaxResultsPerPage(limit);
        try {
            Iterator<PagedResponse<BlobItem>> pages =
                    container.listBlobs(options, null).iterableByPage().iterator();
            return pages.hasNext()
                    ? pages.next().getValue().stream()
                            .map(BlobDeadLetters::letter)
                            .toList()
                    : List.of();
        } catch (RuntimeException e) {
            if (isMissing(e)) {
                return List.of();
            }
            throw Faults.failed("listing dead letters", e);
        }
    }

    private static Letter letter(BlobItem item) {
        Long length = item.getProperties().getContentLength();
        return new Letter(item.getName(), length == null ? 0 : length);
    }

    @Override
    public Optional<String> read(String name) {
        try {
            return Optional.of(container.getBlobClient(name).downloadContent().toString());
        } catch (RuntimeException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw Faults.failed("reading a dead letter", e);
        }
    }

    @Override
    public boolean delete(String name) {
        try {
            return container.getBlobClient(name).deleteIfExists();
        } catch (RuntimeException e) {
            if (isMissing(e)) {
                return false;
            }
            throw Faults.failed("deleting a dead letter", e);
        }
    }

    private static boolean isMissing(RuntimeException fault) {
        return fault instanceof BlobStorageException answered
                && (BlobErrorCode.BLOB_NOT_FOUND.equals(answered.getErrorCode())
                        || BlobErrorCode.CONTAINER_NOT_FOUND.equals(answered.getErrorCode()));
    }
}
