package dev.driftwarden.app;

import com.azure.core.http.HttpClient;
import com.azure.storage.blob.BlobClientBuilder;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.azure.Credentials;
import dev.driftwarden.policy.PolicySource;
import dev.driftwarden.store.azure.StorageHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the policy file's text from where the settings say it lies. */
final class PolicyText {
    private PolicyText() {}

    /**
     * The text at a location.
     *
     * @param location https address of a blob, or a local path
     */
    static PolicySource.Text at(String location, AzureSettings azure) {
        return location.startsWith("https://") ? () -> blob(location, azure) : () -> file(Path.of(location));
    }

    /**
     * The policy that comes with the practice tenant: every rule in its own mode.
     *
     * @param console of the local host, which also takes what is told; null when there is none, and then nobody is told
     */
    static PolicySource.Text practice(@Nullable URI console) {
        String text = resource("/practice/driftwarden.yaml");
        String told = console == null ? "" : resource("/practice/inbox.yaml").replace("CONSOLE", console.toString());
        return () -> Optional.of(text + told);
    }

    private static String resource(String name) {
        try (InputStream in = PolicyText.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> file(Path path) {
        try {
            return Optional.of(Files.readString(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> blob(String address, AzureSettings azure) {
        HttpClient http = StorageHttp.client();
        try {
            var blob = new BlobClientBuilder()
                    .endpoint(address)
                    .credential(Credentials.of(azure))
                    .httpClient(http)
                    .buildClient();
            return Optional.of(blob.downloadContent().toString());
        } catch (BlobStorageException e) {
            if (BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
