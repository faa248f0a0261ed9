package dev.driftwarden.app;

import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.engine.OutwardParts;
import dev.driftwarden.notify.channel.Channels;
import dev.driftwarden.outbound.GuardedHttp;
import dev.driftwarden.outbound.GuardedSmtp;
import dev.driftwarden.outbound.MailServers;
import dev.driftwarden.outbound.OutboundException;
import dev.driftwarden.outbound.OutboundException.Kind;
import dev.driftwarden.outbound.OutboundHttp;
import dev.driftwarden.outbound.Secret;
import dev.driftwarden.outbound.Secrets;
import dev.driftwarden.policy.SecretName;
import dev.driftwarden.ticket.system.OpenTicketSystems;
import java.time.Clock;
import java.util.Map;

/** Puts together what reaches the outside. */
final class OutwardWiring {
    private OutwardWiring() {}

    static OutwardParts parts(OutboundSettings settings, AzureSettings azure, Clock clock) {
        OutboundHttp http = new GuardedHttp(settings.hosts(), clock);
        Secrets secrets = secrets(settings.secrets());
        return new OutwardParts(
                new Channels(http, mail(settings, secrets, clock), secrets, new OwnTokens(azure), clock),
                new OpenTicketSystems(http, secrets, clock),
                settings.console() == null ? null : settings.console().toString());
    }

    /** What speaks SMTP is loaded with the first mail: most bots send none. */
    private static MailServers mail(OutboundSettings settings, Secrets secrets, Clock clock) {
        return (server, mail) -> new GuardedSmtp(settings.hosts(), secrets, clock).submit(server, mail);
    }

    static Secrets secrets(Map<String, Secret> known) {
        return name -> secret(known, name);
    }

    private static Secret secret(Map<String, Secret> known, SecretName name) {
        Secret secret = known.get(name.value());
        if (secret == null) {
            throw new OutboundException(
                    Kind.REFUSED, "The setting " + name.value() + " is missing, which the policy file names.");
        }
        return secret;
    }
}
