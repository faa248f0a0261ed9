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
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Reads a whole body, up to a bound, before anybody sees the response. A body that breaks off thereby counts as a broken
 * connection, which a read retries.
 */
final class BoundedBodyPolicy implements HttpPipelinePolicy {
    private final int maxBytes;
    private final Duration patience;

    /** @param patience how long no part of a body may come */
    BoundedBodyPolicy(int maxBytes, Duration patience) {
        this.maxBytes = maxBytes;
        this.patience = patience;
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        try (HttpResponse response = next.processSync()) {
            return buffered(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse buffered(HttpResponse response) throws IOException {
        try (BodyWatch watch = new BodyWatch(response, patience);
                BoundedChannel body = new BoundedChannel(maxBytes, watch)) {
            try {
                response.writeBodyTo(body);
            } catch (IOException e) {
                throw watch.silent()
                        ? new IOException("nothing of the answer came for " + patience.toSeconds() + " s", e)
                        : e;
            }
            return new BufferedResponse(response, body.bytes());
        }
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return Mono.error(new UnsupportedOperationException("this pipeline is synchronous"));
    }

    /** Keeps what is written to it, up to a bound. Lighter to load than azure-core's own body type, which brings a JSON library. */
    private static final class BoundedChannel implements WritableByteChannel {
        private final int maxBytes;
        private final BodyWatch watch;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);

        BoundedChannel(int maxBytes, BodyWatch watch) {
            this.maxBytes = maxBytes;
            this.watch = watch;
        }

        @Override
        public int write(ByteBuffer source) {
            watch.heard();
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
