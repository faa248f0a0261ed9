package dev.driftwarden.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Context;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies are read whole, up to a bound, and not waited for without end. */
@Timeout(60)
final class BoundedBodyPolicyTest {
    private static final int PART = 1_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch enough = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/stops", exchange -> {
            exchange.sendResponseHeaders(200, 2 * PART);
            write(exchange.getResponseBody(), 1);
            await(enough);
            exchange.close();
        });
        server.createContext("/trickles", exchange -> {
            exchange.sendResponseHeaders(200, 6 * PART);
            for (int part = 0; part < 6; part++) {
                write(exchange.getResponseBody(), 1);
                await(new CountDownLatch(1), Duration.ofMillis(300));
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        enough.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void write(OutputStream body, int parts) throws IOException {
        body.write(new byte[parts * PART]);
        body.flush();
    }

    private static void await(CountDownLatch latch) {
        await(latch, Duration.ofSeconds(60));
    }

    private static void await(CountDownLatch latch, Duration atMost) {
        try {
            boolean unused = latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private BufferedResponse get(String path, int maxBytes) {
        HttpPipeline pipeline = new HttpPipelineBuilder()
                .httpClient(
                        new JdkHttpClientBuilder().readTimeout(Duration.ZERO).build())
                .policies(new BoundedBodyPolicy(maxBytes, Duration.ofSeconds(1)))
                .build();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        return (BufferedResponse) pipeline.sendSync(new HttpRequest(HttpMethod.GET, address), Context.NONE);
    }

    @Test
    void aBodyThatStopsComingCountsAsABrokenConnection() {
        assertThatThrownBy(() -> get("/stops", 100 * PART))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nothing of the answer came for 1 s");
    }

    @Test
    void aSlowBodyIsWaitedForAsLongAsSomethingComes() {
        assertThat(get("/trickles", 100 * PART).bytes()).hasSize(6 * PART);
    }

    @Test
    void aBodyBeyondTheBoundIsNotReadToItsEnd() {
        assertThatThrownBy(() -> get("/trickles", PART)).isInstanceOf(BoundedBodyPolicy.OversizedBodyException.class);
    }
}
