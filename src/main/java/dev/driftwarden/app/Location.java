package dev.driftwarden.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads where a file or a folder lies. Whether it is there is not a question of settings: it may come later. */
final class Location {
    private Location() {}

    /**
     * The value of a setting.
     *
     * @param remote what an https address has to name, in words
     * @param local what it may be instead, in words
     */
    static @Nullable String read(SettingsReader reader, String setting, String remote, String local) {
        Optional<String> value = reader.text(setting);
        if (value.isPresent() && value.get().contains("://") && !isStored(value.get())) {
            reader.mistake(setting + " is " + SettingsReader.shown(value.get())
                    + ", which the bot does not read; give the https address of " + remote
                    + " without an access signature (the bot reads it with its own identity), or " + local + ".");
        }
        return value.orElse(null);
    }

    private static boolean isStored(String value) {
        try {
            URI address = new URI(value);
            return Loopback.isServiceAddress(address) && address.getPath().length() > 1;
        } catch (URISyntaxException wrong) {
            return false;
        }
    }
}
