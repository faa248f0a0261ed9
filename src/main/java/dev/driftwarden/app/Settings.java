package dev.driftwarden.app;

import dev.driftwarden.azure.AzureSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says.
 *
 * @param policy https address of a blob or a local path; null means that there is no policy file, so the bot only observes
 * @param rules https address of a blob container or a local folder with rules besides the shipped ones; null when there are none
 * @param platformAuthentication true when App Service Authentication stands in front, so that its headers can be believed
 */
public record Settings(
        StateSettings state,
        AzureSettings azure,
        @Nullable String policy,
        @Nullable String rules,
        boolean platformAuthentication) {

    /**
     * Reads the environment.
     *
     * @throws SettingsException naming all mistakes at once
     */
    public static Settings read(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment);
        Settings settings = new Settings(
                StorageReader.read(reader, AzureReader.cloud(reader)),
                AzureReader.read(reader),
                Location.read(reader, SettingName.POLICY, "a blob", "a local path"),
                Location.read(reader, SettingName.RULES, "a blob container", "a local folder"),
                "true".equalsIgnoreCase(environment.get(SettingName.WEBSITE_AUTH_ENABLED)));
        reader.refuseUnknown();
        reader.throwMistakes();
        return settings;
    }
}
