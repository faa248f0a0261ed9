package dev.driftwarden.app;

import dev.driftwarden.azure.AzureCloud;
import dev.driftwarden.store.azure.StorageSettings;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads where state is kept: as the Functions host does, a connection string wins over the identity form. */
final class StorageReader {
    private static final Pattern KEY = Pattern.compile("([A-Za-z]+)=[^;]+");
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
    private static final URI PLACEHOLDER = URI.create("https://account.blob.core.windows.net");

    private StorageReader() {}

    static StateSettings read(SettingsReader reader, AzureCloud cloud) {
        Optional<String> connection = reader.text(SettingName.STORAGE);
        return new StateSettings.InAzure(
                connection.isPresent() ? connectionString(reader, connection.get()) : identity(reader, cloud));
    }

    private static StorageSettings connectionString(SettingsReader reader, String value) {
        if (!usable(keys(value))) {
            reader.mistake(SettingName.STORAGE + " (not shown, it may hold a key) is no storage connection string; "
                    + "copy it from the storage account's page 'Access keys', write UseDevelopmentStorage=true for "
                    + "Azurite, or remove it and set " + SettingName.STORAGE_ACCOUNT + " to use the app's identity.");
        }
        return new StorageSettings.ConnectionString(value);
    }

    private static Set<String> keys(String value) {
        return Stream.of(value.split(";", -1))
                .map(KEY::matcher)
                .filter(Matcher::matches)
                .map(part -> part.group(1))
                .collect(Collectors.toSet());
    }

    private static boolean usable(Set<String> keys) {
        boolean key = keys.contains("AccountName") && keys.contains("AccountKey");
        return key || keys.contains("SharedAccessSignature") || keys.contains("UseDevelopmentStorage");
    }

    private static StorageSettings identity(SettingsReader reader, AzureCloud cloud) {
        String account = account(reader);
        return new StorageSettings.Identity(
                service(reader, SettingName.STORAGE_TABLES, "table", account, cloud),
                service(reader, SettingName.STORAGE_QUEUES, "queue", account, cloud),
                service(reader, SettingName.STORAGE_BLOBS, "blob", account, cloud),
                AzureReader.clientId(reader, SettingName.STORAGE_CLIENT_ID));
    }

    private static String account(SettingsReader reader) {
        String account = reader.text(SettingName.STORAGE_ACCOUNT).orElse("");
        if (!account.isEmpty() && !ACCOUNT.matcher(account).matches()) {
            reader.mistake(SettingName.STORAGE_ACCOUNT + " is " + SettingsReader.shown(account)
                    + ", which is no storage account name; it has 3 to 24 lower-case letters and digits.");
            return "account";
        }
        return account;
    }

    private static URI service(SettingsReader reader, String name, String kind, String account, AzureCloud cloud) {
        if (reader.text(name).isEmpty() && account.isEmpty()) {
            reader.mistake("There is no storage for the bot's state: " + name + " is missing; set "
                    + SettingName.STORAGE + " to a connection string, " + SettingName.STORAGE_ACCOUNT
                    + " to an account name, or all three service addresses.");
            return PLACEHOLDER;
        }
        String host = (account.isEmpty() ? "account" : account) + "." + kind + "." + cloud.storageSuffix();
        return reader.address(name, URI.create("https://" + host));
    }
}
