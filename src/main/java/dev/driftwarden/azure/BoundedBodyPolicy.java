package dev.driftwarden.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import reactor.core.publisher.Mono;

/**
 * Reads a whole body, up to a bound, before anybody sees the response. A body that breaks off thereby counts as a broken
 * connection, which a read retries.
 */
final class BoundedBodyPolicy implements HttpPipelinePolicy {
    private final int maxBytes;

    BoundedBodyPolicy(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        try (HttpResponse response = next.processSync();
                InputStream body = response.getBodyAsBinaryData().toStream()) {
            byte[] bytes = body.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new OversizedBodyException(maxBytes);
            }
            return new BufferedResponse(response, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return Mono.error(new UnsupportedOperationException("this pipeline is synchronous"));
    }

    /** A body larger than the bound. */
    static final class OversizedBodyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OversizedBodyException(int maxBytes) {
            super("the answer is larger than " + maxBytes + " bytes");
        }
    }
}
