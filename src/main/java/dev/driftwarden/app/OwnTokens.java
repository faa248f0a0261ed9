package dev.driftwarden.app;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.azure.Credentials;
import dev.driftwarden.azure.Lazy;
import dev.driftwarden.outbound.OutboundException;
import dev.driftwarden.outbound.OutboundException.Kind;
import dev.driftwarden.outbound.Secret;
import dev.driftwarden.outbound.Tokens;

/** Tokens of the identity that reads Azure. It is asked for the first time when a token is needed; azure-identity keeps them. */
final class OwnTokens implements Tokens {
    private final AzureSettings azure;
    private final Lazy<TokenCredential> credential;

    OwnTokens(AzureSettings azure) {
        this.azure = azure;
        this.credential = new Lazy<>(() -> Credentials.of(azure));
    }

    @Override
    public Secret get(String scope) {
        if (azure.practice()) {
            throw new OutboundException(
                    Kind.REFUSED, "A practice run has no identity of its own; give the channel a 'key'.");
        }
        try {
            return new Secret(credential
                    .get()
                    .getTokenSync(new TokenRequestContext().addScopes(scope))
                    .getToken());
        } catch (ClientAuthenticationException e) {
            throw new OutboundException(
                    Kind.REFUSED, "The bot's identity gets no token for " + scope + "; see the log of the app.");
        } catch (RuntimeException e) {
            throw new OutboundException(
                    Kind.BUSY, "No token for " + scope + ": " + e.getClass().getSimpleName() + ".");
        }
    }
}
