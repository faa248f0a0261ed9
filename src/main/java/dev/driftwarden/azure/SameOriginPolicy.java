package dev.driftwarden.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import java.net.URI;
import java.net.URL;

/**
 * Refuses every request that would leave the endpoint. It stands before the policy that adds the token, so that no
 * {@code nextLink} and no poll address, whoever wrote it, can carry a token elsewhere.
 */
final class SameOriginPolicy extends HttpPipelineSyncPolicy {
    private final URI endpoint;

    SameOriginPolicy(URI endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    protected void beforeSendingRequest(HttpPipelineCallContext context) {
        URL url = context.getHttpRequest().getUrl();
        if (!matches(url.getProtocol(), url.getHost(), url.getPort() < 0 ? url.getDefaultPort() : url.getPort())) {
            throw new ForeignAddressException(url.getHost());
        }
    }

    private boolean matches(String scheme, String host, int port) {
        int defaultPort = endpoint.getScheme().equals("https") ? 443 : 80;
        return endpoint.getScheme().equalsIgnoreCase(scheme)
                && endpoint.getHost().equalsIgnoreCase(host)
                && port == (endpoint.getPort() < 0 ? defaultPort : endpoint.getPort());
    }

    /** A request to another host than the endpoint's. */
    static final class ForeignAddressException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ForeignAddressException(String host) {
            super("refused to call another host: " + host);
        }
    }
}
