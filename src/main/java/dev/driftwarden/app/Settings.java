package dev.driftwarden.app;

import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.engine.EngineSettings;
import dev.driftwarden.engine.RetentionSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says.
 *
 * @param policy https address of a blob or a local path; null means that there is no policy file, so the bot only observes
 * @param rules https address of a blob container or a local folder with rules besides the shipped ones; null when there are none
 * @param platformAuthentication true when App Service Authentication stands in front, so that its headers can be believed
 * @param retention how long is kept what is of no use any more
 * @param outbound systems outside Azure
 * @param sweepCalls how many calls a sweep may make
 */
public record Settings(
        StateSettings state,
        AzureSettings azure,
        @Nullable String policy,
        @Nullable String rules,
        boolean platformAuthentication,
        RetentionSettings retention,
        OutboundSettings outbound,
        long sweepCalls) {
    /** With the standard retention and sweeps, and nothing outside Azure. */
    public Settings(
            StateSettings state,
            AzureSettings azure,
            @Nullable String policy,
            @Nullable String rules,
            boolean platformAuthentication) {
        this(
                state,
                azure,
                policy,
                rules,
                platformAuthentication,
                RetentionSettings.STANDARD,
                OutboundSettings.NONE,
                EngineSettings.STANDARD_SWEEP_CALLS);
    }

    /**
     * How many calls a sweep may make, for a run on this machine, which reads little else of the environment.
     *
     * @throws SettingsException when it is no number of calls
     */
    public static long sweepCalls(Map<String, String> environment) {
        SettingsReader reader = new SettingsReader(environment);
        long calls = sweepCalls(reader);
        reader.throwMistakes();
        return calls;
    }

    private static long sweepCalls(SettingsReader reader) {
        String calls =
                reader.text(SettingName.SWEEP_MAX_CALLS).orElse(Long.toString(EngineSettings.STANDARD_SWEEP_CALLS));
        if (!calls.matches("[1-9][0-9]{0,8}")) {
            reader.mistake(SettingName.SWEEP_MAX_CALLS + " is " + SettingsReader.shown(calls)
                    + ", which is no number of calls; write a whole number from 1 to 999999999.");
            return EngineSettings.STANDARD_SWEEP_CALLS;
        }
        return Long.parseLong(calls);
    }

    private static RetentionSettings retention(SettingsReader reader) {
        String days = reader.text(SettingName.RETENTION_DAYS).orElse("90");
        if (!days.matches("[1-9][0-9]{0,3}")) {
            reader.mistake(SettingName.RETENTION_DAYS + " is " + SettingsReader.shown(days)
                    + ", which is no number of days; write a whole number from 1 to 9999.");
            return RetentionSettings.STANDARD;
        }
        return RetentionSettings.ofDays(Integer.parseInt(days));
    }

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
                "true".equalsIgnoreCase(environment.get(SettingName.WEBSITE_AUTH_ENABLED)),
                retention(reader),
                OutboundReader.read(reader),
                sweepCalls(reader));
        reader.refuseUnknown();
        reader.throwMistakes();
        return settings;
    }
}
