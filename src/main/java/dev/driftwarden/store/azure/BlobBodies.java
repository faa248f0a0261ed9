package dev.driftwarden.store.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Limits;
import java.util.Optional;

/** Bodies as block blobs of one private container. The client itself tries again what failed in passing. */
final class BlobBodies implements Bodies {
    static final String CONTAINER = "driftwarden-bodies";

    private final BlobContainerClient container;

    BlobBodies(BlobServiceClient service) {
        this.container = service.getBlobContainerClient(CONTAINER);
    }

    @Override
    public void put(String path, String text) {
        Limits.checkPath(path);
        BinaryData data = BinaryData.fromString(text);
        try {
            upload(path, data);
        } catch (RuntimeException e) {
            if (!hasCode(e, BlobErrorCode.CONTAINER_NOT_FOUND)) {
                throw Faults.failed("storing a body", e);
            }
            Tables.tried("creating container " + CONTAINER, container::createIfNotExists);
            Tables.tried("storing a body", () -> upload(path, data));
        }
    }

    /** True when it was not there yet. */
    private boolean upload(String path, BinaryData data) {
        BlobRequestConditions absent = new BlobRequestConditions().setIfNoneMatch("*");
        try {
            container
                    .getBlobClient(path)
                    .getBlockBlobClient()
                    .uploadWithResponse(
                            new BlockBlobSimpleUploadOptions(data).setRequestConditions(absent), null, Context.NONE);
            return true;
        } catch (BlobStorageException e) {
            if (hasCode(e, BlobErrorCode.BLOB_ALREADY_EXISTS) || hasCode(e, BlobErrorCode.CONDITION_NOT_MET)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<String> get(String path) {
        Limits.checkPath(path);
        try {
            return Optional.of(container.getBlobClient(path).downloadContent().toString());
        } catch (RuntimeException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw Faults.failed("reading a body", e);
        }
    }

    @Override
    public boolean delete(String path) {
        Limits.checkPath(path);
        try {
            return container.getBlobClient(path).deleteIfExists();
        } catch (RuntimeException e) {
            if (isMissing(e)) {
                return false;
            }
            throw Faults.failed("deleting a body", e);
        }
    }

    private static boolean isMissing(RuntimeException fault) {
        return hasCode(fault, BlobErrorCode.BLOB_NOT_FOUND) || hasCode(fault, BlobErrorCode.CONTAINER_NOT_FOUND);
    }

    private static boolean hasCode(RuntimeException fault, BlobErrorCode code) {
        return fault instanceof BlobStorageException answered && code.equals(answered.getErrorCode());
    }
}
