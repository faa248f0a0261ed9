package dev.driftwarden.app;

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

    private AzureReader() {}

    static Cloud cloud(SettingsReader reader) {
        return choice(reader, SettingName.CLOUD, Cloud.PUBLIC, Cloud.values(), Cloud::setting);
    }

    static AzureSettings read(SettingsReader reader) {
        Cloud cloud = cloud(reader);
        URI arm = reader.address(SettingName.ARM_ENDPOINT, cloud.arm());
        URI graph = reader.address(SettingName.GRAPH_ENDPOINT, cloud.graph());
        CredentialKind credential = choice(
                reader,
                SettingName.CREDENTIAL,
                CredentialKind.MANAGED_IDENTITY,
                CredentialKind.values(),
                CredentialKind::setting);
        checkPair(reader, SettingName.ARM_ENDPOINT, arm, credential);
        checkPair(reader, SettingName.GRAPH_ENDPOINT, graph, credential);
        return new AzureSettings(cloud, arm, graph, credential, clientId(reader, SettingName.CLIENT_ID));
    }

    /** No token may go to a plain http listener, and none may be missing on the way to a real cloud. */
    private static void checkPair(SettingsReader reader, String name, URI address, CredentialKind credential) {
        if (credential == CredentialKind.PRACTICE && !Loopback.is(address)) {
            reader.mistake(SettingName.CREDENTIAL + " is 'practice', which sends no token, but " + name + " is "
                    + SettingsReader.shown(address.toString())
                    + "; set it to the practice Azure's address on 127.0.0.1, or choose another credential.");
        }
        if (credential != CredentialKind.PRACTICE && "http".equalsIgnoreCase(address.getScheme())) {
            reader.mistake(name + " is " + SettingsReader.shown(address.toString()) + ", but " + SettingName.CREDENTIAL
                    + " '" + credential.setting()
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
