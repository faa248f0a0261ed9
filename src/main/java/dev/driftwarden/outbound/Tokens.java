package dev.driftwarden.outbound;

/** Gives access tokens of the bot's own identity. */
@FunctionalInterface
public interface Tokens {
    /**
     * A token that is good for at least some minutes.
     *
     * @param scope such as {@code https://communication.azure.com/.default}
     * @throws OutboundException when the identity gets none
     */
    Secret get(String scope);
}
