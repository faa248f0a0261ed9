package dev.driftwarden.app;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.azure.Credentials;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.store.azure.StorageHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where rules of the user's own are read from: files that end with {@code .yaml} or {@code .yml}, in the order of their names. */
interface RuleTexts {
    /** More than this is no set of rules but a wrong folder. */
    int MOST_FILES = 500;

    /** The largest file that is read, in bytes. */
    long LARGEST = 4L * 1024 * 1024;

    /**
     * All files as they are now.
     *
     * @throws RuntimeException when they cannot be read
     */
    List<RuleSource> read();

    /**
     * The rules at a location.
     *
     * @param location https address of a blob container, or a local folder or file
     */
    static RuleTexts at(String location, AzureSettings azure) {
        if (!location.startsWith("https://")) {
            return () -> folder(Path.of(location));
        }
        return () -> {
            var http = StorageHttp.client();
            return container(new BlobContainerClientBuilder()
                    .endpoint(location)
                    .credential(Credentials.of(azure))
                    .httpClient(http)
                    .buildClient());
        };
    }

    private static List<RuleSource> folder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return bounded(files.filter(Files::isRegularFile)
                    .filter(file -> isRuleFile(file.toString()))
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .map(RuleTexts::file)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("there is no such folder, or it cannot be read: " + folder, e);
        }
    }

    private static RuleSource file(Path file) {
        try {
            refuseHuge(file.toString(), Files.size(file));
            return new RuleSource(file.toString(), Files.readString(file), /* shipped= */ false);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The rule files of a container; names of blobs stand in for paths. */
    static List<RuleSource> container(BlobContainerClient container) {
        return bounded(container.listBlobs().stream()
                .filter(blob -> isRuleFile(blob.getName()))
                .limit(MOST_FILES + 1L)
                .map(blob -> blob(container, blob))
                .toList());
    }

    private static RuleSource blob(BlobContainerClient container, BlobItem blob) {
        refuseHuge(blob.getName(), blob.getProperties().getContentLength());
        String text = container.getBlobClient(blob.getName()).downloadContent().toString();
        return new RuleSource(blob.getName(), text, /* shipped= */ false);
    }

    private static boolean isRuleFile(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static void refuseHuge(String name, long size) {
        if (size > LARGEST) {
            throw new IllegalStateException(name + " has " + size + " bytes; a rule file has at most " + LARGEST);
        }
    }

    private static List<RuleSource> bounded(List<RuleSource> sources) {
        if (sources.size() > MOST_FILES) {
            throw new IllegalStateException("there are more than " + MOST_FILES + " rule files");
        }
        return sources;
    }
}
