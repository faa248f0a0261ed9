package dev.driftwarden.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Builds the ways to Azure. None registers resource providers: the bot must never change a subscription by looking at it. */
final class Pipelines {
    private static final int MAX_BODY_BYTES = 16 << 20;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final AzureSettings settings;
    private final Clock clock;
    private final Pause pause;
    private final boolean spaced;
    private final MeteringPolicy metering;
    private final ReadBudget budget = new ReadBudget(System::nanoTime);
    private final Lazy<HttpClient> client = new Lazy<>(Pipelines::client);
    private final Lazy<HttpPipelinePolicy> armToken;
    private final Lazy<HttpPipelinePolicy> graphToken;

    Pipelines(AzureSettings settings, Clock clock, Pause pause, MeteringPolicy metering, boolean spaced) {
        this.settings = settings;
        this.clock = clock;
        this.pause = pause;
        this.spaced = spaced;
        this.metering = metering;
        Lazy<TokenCredential> credential = new Lazy<>(() -> Credentials.of(settings));
        this.armToken = new Lazy<>(() -> new BearerTokenAuthenticationPolicy(
                credential.get(), settings.cloud().armScope()));
        this.graphToken = new Lazy<>(() -> new BearerTokenAuthenticationPolicy(
                credential.get(), settings.cloud().graphScope()));
    }

    private static HttpClient client() {
        // One version less to negotiate and to load; redirects are never followed. What the client does when something
        // arrives is short, and done by the thread that reads it: handing it on cost as much again as the request.
        java.net.http.HttpClient.Builder jdk = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .executor(Runnable::run);
        return new JdkHttpClientBuilder(jdk)
                .connectionTimeout(CONNECT_TIMEOUT)
                .writeTimeout(ANSWER_TIMEOUT)
                .responseTimeout(ANSWER_TIMEOUT)
                // Bodies are watched by the policy that reads them.
                .readTimeout(Duration.ZERO)
                .build();
    }

    HttpPipeline arm() {
        return build(settings.armEndpoint(), armToken, List.of(new ReadBudgetPolicy(budget, clock, pause)));
    }

    HttpPipeline graph() {
        return build(
                settings.graphEndpoint(),
                graphToken,
                spaced
                        ? List.of(new CountingPolicy(), new ConditionalAccessPace(clock, pause))
                        : List.of(new CountingPolicy()));
    }

    private HttpPipeline build(URI endpoint, Lazy<HttpPipelinePolicy> token, List<HttpPipelinePolicy> perAttempt) {
        List<HttpPipelinePolicy> policies = new ArrayList<>();
        policies.add(new SameOriginPolicy(endpoint));
        policies.add(new UserAgentPolicy("driftwarden"));
        policies.add(new ReadRetryPolicy(clock, pause));
        policies.addAll(perAttempt);
        if (settings.credential() != CredentialChoice.PRACTICE) {
            policies.add(token.get());
        }
        policies.add(metering);
        policies.add(new BoundedBodyPolicy(MAX_BODY_BYTES, ANSWER_TIMEOUT));
        return new HttpPipelineBuilder()
                .httpClient(client.get())
                .policies(policies.toArray(HttpPipelinePolicy[]::new))
                .build();
    }
}
