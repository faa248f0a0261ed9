package dev.driftwarden.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads where the policy file lies. Whether it is there is not a question of settings: it may come later. */
final class PolicyLocation {
    private PolicyLocation() {}

    static @Nullable String read(SettingsReader reader) {
        Optional<String> value = reader.text(SettingName.POLICY);
        if (value.isPresent() && value.get().contains("://") && !isBlob(value.get())) {
            reader.mistake(SettingName.POLICY + " is " + SettingsReader.shown(value.get())
                    + ", which the bot does not read; give the https address of a blob without an access signature "
                    + "(the bot reads it with its own identity), or a local path.");
        }
        return value.orElse(null);
    }

    private static boolean isBlob(String value) {
        try {
            URI address = new URI(value);
            return Loopback.isServiceAddress(address) && address.getPath().length() > 1;
        } catch (URISyntaxException wrong) {
            return false;
        }
    }
}
