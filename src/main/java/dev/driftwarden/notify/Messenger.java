package dev.driftwarden.notify;

import dev.driftwarden.policy.Channel;

/** Gives messages to channels. */
public interface Messenger {
    /**
     * Gives a message to a channel.
     *
     * @throws dev.driftwarden.outbound.OutboundException when it was not taken, or nobody knows
     */
    void send(Channel channel, Message message);

    /**
     * Says to somebody in Slack, and to nobody else there, what came of what they did.
     *
     * @param address as Slack gave it
     * @throws dev.driftwarden.outbound.OutboundException as {@link #send}
     */
    void reply(String address, String text);
}
