package dev.driftwarden.app;

import dev.driftwarden.outbound.OutboundHosts;
import dev.driftwarden.outbound.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads which systems outside Azure may be called, and with which secrets. */
final class OutboundReader {
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[a-z0-9.-]*[a-z0-9]|\\[[0-9a-f:.]+\\]");

    private OutboundReader() {}

    static OutboundSettings read(SettingsReader reader) {
        List<String> added = hosts(reader, SettingName.OUTBOUND_HOSTS);
        List<String> inside = hosts(reader, SettingName.OUTBOUND_PRIVATE_HOSTS);
        if (inside.stream().anyMatch(host -> host.startsWith("*"))) {
            reader.mistake(SettingName.OUTBOUND_PRIVATE_HOSTS + " names hosts one by one, without '*'.");
        }
        return new OutboundSettings(new OutboundHosts(added, Set.copyOf(inside)), console(reader), secrets(reader));
    }

    private static List<String> hosts(SettingsReader reader, String setting) {
        List<String> hosts = Arrays.stream(reader.text(setting).orElse("").split(",", -1))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .toList();
        hosts.stream()
                .filter(host -> !HOST.matcher(host).matches())
                .forEach(host -> reader.mistake(setting + " holds " + SettingsReader.shown(host)
                        + ", which is no host name; write names such as hooks.contoso.com, separated by commas."));
        return hosts;
    }

    /** App Service says under which name it serves the app. */
    private static @Nullable URI console(SettingsReader reader) {
        Optional<String> own = reader.text(SettingName.CONSOLE_URL);
        if (own.isPresent()) {
            return reader.address(SettingName.CONSOLE_URL, URI.create("https://driftwarden.example"));
        }
        return reader.text(SettingName.WEBSITE_HOSTNAME)
                .filter(host -> HOST.matcher(host.toLowerCase(Locale.ROOT)).matches())
                .map(host -> URI.create("https://" + host))
                .orElse(null);
    }

    private static Map<String, Secret> secrets(SettingsReader reader) {
        Map<String, Secret> secrets = new HashMap<>();
        reader.names(SettingName.SECRET_PREFIX)
                .forEach(name -> reader.text(name).ifPresent(value -> secrets.put(name, new Secret(value))));
        return secrets;
    }
}
