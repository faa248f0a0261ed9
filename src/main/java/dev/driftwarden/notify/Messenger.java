package dev.driftwarden.notify;

import dev.driftwarden.policy.Channel;

/** Gives messages to channels. */
@FunctionalInterface
public interface Messenger {
    /**
     * Gives a message to a channel.
     *
     * @throws dev.driftwarden.outbound.OutboundException when it was not taken, or nobody knows
     */
    void send(Channel channel, Message message);
}
