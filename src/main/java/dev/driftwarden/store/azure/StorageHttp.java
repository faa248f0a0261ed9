package dev.driftwarden.store.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The HTTP client for storage: the JDK's, which gives up on a silent service. */
public final class StorageHttp {
    /**
     * The clients log each refusal as an error before they throw it, and warn at each request with a body that Content-Length is the
     * JDK's affair; what matters of that is thrown on. Held here, for the logging system forgets the level of a logger that nobody
     * holds.
     */
    private static final List<Logger> CHATTER = Stream.of(
                    "com.azure.core.http", "com.azure.storage", "com.azure.data.tables")
            .map(Logger::getLogger)
            .toList();

    private StorageHttp() {}

    /**
     * HTTP/1.1 as the service speaks it; 5 s to connect, 10 s until an answer begins and for each further part of it. What the client
     * does when something arrives is short, and done by the thread that reads: handing it to others cost as much again as the request.
     */
    public static HttpClient client() {
        CHATTER.forEach(logger -> logger.setLevel(Level.OFF));
        java.net.http.HttpClient.Builder jdk = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .executor(Runnable::run);
        return new JdkHttpClientBuilder(jdk)
                .connectionTimeout(Duration.ofSeconds(5))
                .responseTimeout(Duration.ofSeconds(10))
                .readTimeout(Duration.ofSeconds(10))
                .build();
    }
}
