package dev.driftwarden.app;

import dev.driftwarden.azure.AzureCloud;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.azure.CredentialChoice;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads where Azure is and how to sign in. */
final class AzureReader {
    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    private AzureReader() {}

    static AzureCloud cloud(SettingsReader reader) {
        return choice(reader, SettingName.CLOUD, AzureCloud.PUBLIC, AzureCloud.values(), AzureCloud::settingValue);
    }

    static AzureSettings read(SettingsReader reader) {
        AzureCloud cloud = cloud(reader);
        URI arm = reader.address(SettingName.ARM_ENDPOINT, cloud.armEndpoint());
        URI graph = reader.address(SettingName.GRAPH_ENDPOINT, cloud.graphEndpoint());
        CredentialChoice credential = choice(
                reader,
                SettingName.CREDENTIAL,
                CredentialChoice.MANAGED_IDENTITY,
                CredentialChoice.values(),
                CredentialChoice::settingValue);
        checkPair(reader, SettingName.ARM_ENDPOINT, arm, credential);
        checkPair(reader, SettingName.GRAPH_ENDPOINT, graph, credential);
        String clientId = clientId(reader, SettingName.CLIENT_ID);
        // With any mistake nothing is built from these settings, and the type refuses what is wrong.
        return reader.hasMistakes()
                ? AzureSettings.practice(NOWHERE)
                : new AzureSettings(cloud, credential, arm, graph, clientId);
    }

    /** No token may go to a plain http listener, and none may be missing on the way to a real cloud. */
    private static void checkPair(SettingsReader reader, String name, URI address, CredentialChoice credential) {
        if (credential == CredentialChoice.PRACTICE && !Loopback.is(address)) {
            reader.mistake(SettingName.CREDENTIAL + " is 'practice', which sends no token, but " + name + " is "
                    + SettingsReader.shown(address.toString())
                    + "; set it to the practice Azure's address on 127.0.0.1, or choose another credential.");
        }
        if (credential != CredentialChoice.PRACTICE && "http".equalsIgnoreCase(address.getScheme())) {
            reader.mistake(name + " is " + SettingsReader.shown(address.toString()) + ", but " + SettingName.CREDENTIAL
                    + " '" + credential.settingValue()
                    + "' would send a token to it unencrypted; use https, or the credential 'practice'.");
        }
    }

    static @Nullable String clientId(SettingsReader reader, String name) {
        Optional<String> value = reader.text(name);
        if (value.isPresent() && !GUID.matcher(value.get()).matches()) {
            reader.mistake(name + " is " + SettingsReader.shown(value.get())
                    + ", which is no client id; copy the identity's client id (a GUID), or remove the setting.");
        }
        return value.orElse(null);
    }

    private static <T> T choice(
            SettingsReader reader, String name, T fallback, T[] choices, Function<T, String> spelling) {
        Optional<String> value = reader.text(name);
        if (value.isEmpty()) {
            return fallback;
        }
        return Arrays.stream(choices)
                .filter(choice -> spelling.apply(choice).equals(value.get()))
                .findFirst()
                .orElseGet(() -> {
                    reader.mistake(name + " is " + SettingsReader.shown(value.get()) + "; choose one of "
                            + Arrays.stream(choices).map(spelling).collect(Collectors.joining(", ")) + ".");
                    return fallback;
                });
    }
}
