package dev.driftwarden.outbound;

import dev.driftwarden.policy.SecretName;

/** Gives the secrets that the policy file names. */
@FunctionalInterface
public interface Secrets {
    /**
     * @throws OutboundException of kind {@code REFUSED}, naming the setting, when it is not there
     */
    Secret get(SecretName name);
}
