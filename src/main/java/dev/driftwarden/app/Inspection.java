package dev.driftwarden.app;

import com.azure.core.http.HttpClient;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.azure.Credentials;
import dev.driftwarden.policy.PolicySource;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageInventory;
import dev.driftwarden.store.azure.StorageSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an environment names, looked at from outside, without a bot that runs. */
public final class Inspection {
    private final Map<String, String> environment;

    /** @param environment as the bot has it; without a credential that of the Azure CLI is used, except in the Functions host */
    public Inspection(Map<String, String> environment) {
        this.environment = new HashMap<>(environment);
        if (!environment.containsKey("IDENTITY_ENDPOINT")) {
            this.environment.putIfAbsent(SettingName.CREDENTIAL, "azure-cli");
        }
    }

    /**
     * Which Azure, and as whom.
     *
     * @throws SettingsException naming all mistakes at once
     */
    public AzureSettings azure() {
        SettingsReader reader = new SettingsReader(environment);
        AzureSettings azure = AzureReader.read(reader);
        reader.throwMistakes();
        return azure;
    }

    /** Reads the policy file at a location, as the bot would. */
    public PolicySource.Text policy(String location) {
        return PolicyText.at(location, azure());
    }

    /**
     * Rules of the user's own at a location, as the bot would read them.
     *
     * @throws RuntimeException when they cannot be read
     */
    public List<RuleSource> rules(String location) {
        return RuleTexts.at(location, azure()).read();
    }

    /** Whether the environment names a storage account. */
    public boolean hasStorage() {
        return environment.keySet().stream().anyMatch(name -> name.startsWith(SettingName.STORAGE));
    }

    /**
     * Queues and containers of the storage account.
     *
     * @throws SettingsException when the settings are wrong
     * @throws dev.driftwarden.store.StoreException when it does not answer
     */
    public Set<String> storage() {
        SettingsReader reader = new SettingsReader(environment);
        StateSettings state = StorageReader.read(reader, AzureReader.cloud(reader));
        reader.throwMistakes();
        HttpClient http = StorageHttp.client();
        return state.match(azure -> inventory(azure.storage(), http), embedded -> Set.of());
    }

    private Set<String> inventory(StorageSettings storage, HttpClient http) {
        return storage instanceof StorageSettings.Identity identity
                ? StorageInventory.of(identity, Credentials.of(OpenStore.identityOf(azure(), identity)), http)
                : StorageInventory.of((StorageSettings.ConnectionString) storage, http);
    }
}
