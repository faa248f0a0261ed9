package dev.driftwarden.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the bot keeps its state. */
public sealed interface StorageSettings {

    /** Azure Storage with an account key or a shared access signature, or Azurite. */
    record ConnectionString(Secret value) implements StorageSettings {}

    /**
     * Azure Storage with the app's identity.
     *
     * @param clientId of the user-assigned identity; null for the system-assigned one
     */
    record Identity(
            URI blobs, URI queues, URI tables, @Nullable String clientId) implements StorageSettings {}

    /**
     * The embedded database of local runs.
     *
     * @param file without its ending
     */
    record Embedded(Path file) implements StorageSettings {}

    /** One answer for whichever it is. */
    default <T> T match(
            Function<ConnectionString, T> connectionString,
            Function<Identity, T> identity,
            Function<Embedded, T> embedded) {
        if (this instanceof ConnectionString value) {
            return connectionString.apply(value);
        }
        if (this instanceof Identity value) {
            return identity.apply(value);
        }
        return embedded.apply((Embedded) this);
    }
}
