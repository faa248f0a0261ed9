package dev.driftwarden.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
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
                BoundedChannel body = new BoundedChannel(maxBytes)) {
            response.writeBodyTo(body);
            return new BufferedResponse(response, body.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return Mono.error(new UnsupportedOperationException("this pipeline is synchronous"));
    }

    /** Keeps what is written to it, up to a bound. Lighter to load than azure-core's own body type, which brings a JSON library. */
    private static final class BoundedChannel implements WritableByteChannel {
        private final int maxBytes;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);

        BoundedChannel(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public int write(ByteBuffer source) {
            int length = source.remaining();
            if (length > maxBytes - bytes.size()) {
                throw new OversizedBodyException(maxBytes);
            }
            byte[] chunk = new byte[length];
            source.get(chunk);
            bytes.write(chunk, 0, length);
            return length;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Memory needs no closing.
        }
    }

    /** A body larger than the bound. */
    static final class OversizedBodyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OversizedBodyException(int maxBytes) {
            super("the answer is larger than " + maxBytes + " bytes");
        }
    }
}
