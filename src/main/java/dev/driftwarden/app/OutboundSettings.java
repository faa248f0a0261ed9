package dev.driftwarden.app;

import dev.driftwarden.outbound.OutboundHosts;
import dev.driftwarden.outbound.Secret;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says about systems outside Azure.
 *
 * @param console address of the bot's own site, for links; null when it is not known, and then there are no links
 * @param secrets by the name of the setting
 */
public record OutboundSettings(
        OutboundHosts hosts, @Nullable URI console, Map<String, Secret> secrets) {
    /** Only the known services, no links, no secrets. */
    public static final OutboundSettings NONE = new OutboundSettings(OutboundHosts.STANDARD, null, Map.of());

    /**
     * For a run on this machine: as the environment says, and this machine's own addresses may be called.
     *
     * @throws SettingsException naming all mistakes at once
     */
    public static OutboundSettings local(Map<String, String> environment, URI console) {
        SettingsReader reader = new SettingsReader(environment);
        OutboundSettings read = OutboundReader.read(reader);
        reader.throwMistakes();
        Set<String> inside = new HashSet<>(read.hosts().inside());
        inside.addAll(List.of("127.0.0.1", "localhost"));
        return new OutboundSettings(new OutboundHosts(read.hosts().added(), inside), console, read.secrets());
    }

    public OutboundSettings {
        secrets = Map.copyOf(secrets);
    }
}
