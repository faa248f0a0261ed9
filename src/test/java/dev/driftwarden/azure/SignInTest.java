package dev.driftwarden.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Unreadable;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.Mockito;

class SignInTest {
    private static final List<String> TARGETS = List.of("/subscriptions/s1", "/graph/organization/o1");

    @ParameterizedTest
    @EnumSource(names = "PRACTICE", mode = EnumSource.Mode.EXCLUDE)
    void aTokenIsAddedOnlyBehindTheGuardOfTheOrigin(CredentialChoice credential) {
        AzureConnection connection = AzureConnection.open(
                new AzureSettings(
                        AzureCloud.PUBLIC,
                        credential,
                        AzureCloud.PUBLIC.armEndpoint(),
                        AzureCloud.PUBLIC.graphEndpoint(),
                        null),
                Clock.systemUTC());

        for (String target : TARGETS) {
            List<Class<?>> policies = policies(connection.pipeline(ResourceId.parse(target)));
            assertThat(policies.get(0)).isEqualTo(SameOriginPolicy.class);
            assertThat(policies).contains(BearerTokenAuthenticationPolicy.class);
        }
    }

    @Test
    void practiceHasNoPolicyThatCouldAddAToken() {
        AzureConnection connection =
                AzureConnection.open(AzureSettings.practice(URI.create("http://127.0.0.1:1")), Clock.systemUTC());

        for (String target : TARGETS) {
            assertThat(policies(connection.pipeline(ResourceId.parse(target))))
                    .doesNotContain(BearerTokenAuthenticationPolicy.class);
        }
    }

    @Test
    void aRefusedSignInIsForbiddenAndAMissingSignInMayPass() {
        HttpResponse refused = Mockito.mock(HttpResponse.class);
        Mockito.when(refused.getStatusCode()).thenReturn(400);

        assertThat(signInFailing(refused).kind()).isEqualTo(Unreadable.Kind.FORBIDDEN);
        assertThat(signInFailing(null).kind()).isEqualTo(Unreadable.Kind.TRANSIENT);
    }

    private static Unreadable signInFailing(@Nullable HttpResponse answer) {
        HttpClient client = Mockito.mock(HttpClient.class);
        Mockito.when(client.sendSync(Mockito.any(), Mockito.any()))
                .thenThrow(new ClientAuthenticationException("AADSTS7000215", answer));
        HttpPipeline pipeline = new HttpPipelineBuilder().httpClient(client).build();
        Reply reply = new Wire(new ObjectMapper())
                .send(pipeline, new HttpRequest(HttpMethod.GET, "https://management.azure.com/"), Context.NONE);
        return ((Reply.Lost) reply).why();
    }

    private static List<Class<?>> policies(HttpPipeline pipeline) {
        return IntStream.range(0, pipeline.getPolicyCount())
                .mapToObj(pipeline::getPolicy)
                .<Class<?>>map(HttpPipelinePolicy::getClass)
                .toList();
    }
}
