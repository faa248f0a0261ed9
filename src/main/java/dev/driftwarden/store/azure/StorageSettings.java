package dev.driftwarden.store.azure;

import dev.driftwarden.store.CannotOpenStoreException;
import dev.driftwarden.store.CannotOpenStoreException.Reason;
import java.net.URI;
import java.util.Map;
import java.util.Set;
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

    /**
     * Reads {@code <name>}, else {@code <name>__tableServiceUri}, {@code __queueServiceUri}, {@code __blobServiceUri}, each of which
     * may come from {@code <name>__accountName} (public Azure) instead, with {@code <name>__clientId}.
     *
     * @param settings by name
     * @throws CannotOpenStoreException when something is missing or wrong; the message names the setting
     */
    static StorageSettings from(String name, Map<String, String> settings) {
        String connection = settings.getOrDefault(name, "");
        if (!connection.isBlank()) {
            return new ConnectionString(connection);
        }
        String clientId = settings.getOrDefault(name + "__clientId", "");
        return new Identity(
                endpoint(name, "table", settings),
                endpoint(name, "queue", settings),
                endpoint(name, "blob", settings),
                clientId.isBlank() ? null : clientId);
    }

    private static URI endpoint(String name, String service, Map<String, String> settings) {
        String setting = name + "__" + service + "ServiceUri";
        String uri = settings.getOrDefault(setting, "");
        return uri.isBlank() ? byAccount(name, service, settings) : checked(setting, uri);
    }

    private static URI byAccount(String name, String service, Map<String, String> settings) {
        String setting = name + "__accountName";
        String account = settings.getOrDefault(setting, "");
        if (account.isBlank()) {
            throw wrong("No storage account is set: set " + name + " to a connection string, or " + setting + ", or "
                    + name + "__" + service + "ServiceUri.");
        }
        if (!account.matches("[a-z0-9]{3,24}")) {
            throw wrong("The setting " + setting + " must be 3 to 24 lower-case letters and digits.");
        }
        return URI.create("https://" + account + "." + service + ".core.windows.net");
    }

    private static URI checked(String setting, String text) {
        try {
            URI uri = URI.create(text.strip());
            boolean local = uri.getHost() != null
                    && Set.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || local) && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw wrong("The setting " + setting + " is not a URI.");
        }
        throw wrong("The setting " + setting + " must be an https URI.");
    }

    private static CannotOpenStoreException wrong(String message) {
        return new CannotOpenStoreException(Reason.UNUSABLE, message, null);
    }
}
