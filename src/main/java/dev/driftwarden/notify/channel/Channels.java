package dev.driftwarden.notify.channel;

import dev.driftwarden.notify.Message;
import dev.driftwarden.notify.Messenger;
import dev.driftwarden.outbound.OutboundCall;
import dev.driftwarden.outbound.OutboundException;
import dev.driftwarden.outbound.OutboundException.Kind;
import dev.driftwarden.outbound.OutboundHttp;
import dev.driftwarden.outbound.Secret;
import dev.driftwarden.outbound.Secrets;
import dev.driftwarden.outbound.Signature;
import dev.driftwarden.policy.Channel;
import java.net.URI;
import java.time.Clock;

/** The channels that are known. */
public record Channels(OutboundHttp http, Secrets secrets, Clock clock) implements Messenger {
    private static final String SLACK = "hooks.slack.com";

    @Override
    public void send(Channel channel, Message message) {
        http.send(channel.target()
                .match(
                        teams -> OutboundCall.post(address(secrets.get(teams.address())), TeamsChannel.card(message)),
                        slack -> OutboundCall.post(
                                address(secrets.get(slack.address())), SlackChannel.post(message, slack.buttons())),
                        email -> EmailChannel.call(message, email, secrets.get(email.key()), clock.instant()),
                        webhook -> Signature.sign(
                                OutboundCall.post(webhook.address(), WebhookChannel.json(message)),
                                secrets.get(webhook.key()),
                                message.id(),
                                clock.instant())));
    }

    @Override
    public void reply(String address, String text) {
        URI to = address(new Secret(address));
        if (!SLACK.equals(to.getHost())) {
            throw new OutboundException(Kind.REFUSED, "A reply can only go to " + SLACK + ".");
        }
        http.send(OutboundCall.post(to, SlackChannel.reply(text)));
    }

    private static URI address(Secret secret) {
        try {
            return URI.create(secret.reveal().strip());
        } catch (IllegalArgumentException e) {
            throw new OutboundException(Kind.REFUSED, "The channel's address is no address; correct its setting.");
        }
    }
}
