package dev.driftwarden.outbound;

import dev.driftwarden.policy.Channel.Smtp;

/** Hands mails to mail servers. */
@FunctionalInterface
public interface MailServers {
    /**
     * Hands over a mail. Those recipients that the server takes get it, also when it refuses others.
     *
     * @throws OutboundException when it was not taken for all of them, or nobody knows; of kind {@code INVALID} when only some got it,
     *     so that it is not repeated
     */
    void submit(Smtp server, OutboundMail mail);
}
