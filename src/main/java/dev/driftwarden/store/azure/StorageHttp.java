package dev.driftwarden.store.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import java.time.Duration;

/** The HTTP client for storage: the JDK's, which gives up on a silent service. */
public final class StorageHttp {
    private StorageHttp() {}

    /** HTTP/1.1 as the service speaks it; 5 s to connect, 10 s until an answer begins. */
    public static HttpClient client() {
        java.net.http.HttpClient.Builder jdk =
                java.net.http.HttpClient.newBuilder().version(java.net.http.HttpClient.Version.HTTP_1_1);
        return new JdkHttpClientBuilder(jdk)
                .connectionTimeout(Duration.ofSeconds(5))
                .responseTimeout(Duration.ofSeconds(10))
                .build();
    }
}
