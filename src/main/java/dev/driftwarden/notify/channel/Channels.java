package dev.driftwarden.notify.channel;

import dev.driftwarden.notify.Message;
import dev.driftwarden.notify.Messenger;
import dev.driftwarden.outbound.MailServers;
import dev.driftwarden.outbound.OutboundCall;
import dev.driftwarden.outbound.OutboundException;
import dev.driftwarden.outbound.OutboundException.Kind;
import dev.driftwarden.outbound.OutboundHttp;
import dev.driftwarden.outbound.Secret;
import dev.driftwarden.outbound.Secrets;
import dev.driftwarden.outbound.Signature;
import dev.driftwarden.outbound.Tokens;
import dev.driftwarden.policy.Channel;
import dev.driftwarden.policy.SecretName;
import java.net.URI;
import java.time.Clock;

/**
 * The channels that are known.
 *
 * @param tokens of the bot's identity, for services that know it
 */
public record Channels(OutboundHttp http, MailServers mail, Secrets secrets, Tokens tokens, Clock clock)
        implements Messenger {
    private static final String SLACK = "hooks.slack.com";

    @Override
    public void send(Channel channel, Message message) {
        channel.target()
                .match(
                        teams -> post(
                                OutboundCall.post(address(secrets.get(teams.address())), TeamsChannel.card(message))),
                        slack -> post(OutboundCall.post(
                                address(secrets.get(slack.address())), SlackChannel.post(message, slack.buttons()))),
                        email -> post(mail(message, email)),
                        smtp -> hand(message, smtp),
                        webhook -> post(Signature.sign(
                                OutboundCall.post(webhook.address(), WebhookChannel.json(message)),
                                secrets.get(webhook.key()),
                                message.id(),
                                clock.instant())));
    }

    private boolean post(OutboundCall call) {
        http.send(call);
        return true;
    }

    private boolean hand(Message message, Channel.Smtp server) {
        mail.submit(server, MailText.of(message));
        return true;
    }

    private OutboundCall mail(Message message, Channel.Email email) {
        OutboundCall call = EmailChannel.call(MailText.of(message), email);
        SecretName key = email.key();
        return key == null
                ? EmailChannel.withToken(call, tokens.get(EmailChannel.SCOPE))
                : EmailChannel.signed(call, secrets.get(key), clock.instant());
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
