package dev.driftwarden.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventGridWebhookTest {
    private static final String PATH = "/runtime/webhooks/EventGrid?functionName=OnResourceChange";

    private final RunningHost host = new RunningHost();

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void invokesTheFunctionOnceForEachEventAndAccepts() throws Exception {
        HttpResponse<String> answer = notify("[{\"id\":\"1\",\"n\":1.10},{\"id\":\"2\",\"n\":12345678901234567890}]");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(host.bot.calls())
                .containsExactlyInAnyOrder(
                        "receive {\"id\":\"1\",\"n\":1.10}", "receive {\"id\":\"2\",\"n\":12345678901234567890}");
    }

    @Test
    void runsTheEventsOfADeliveryAtTheSameTime() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        host.bot.react(call -> meet(both));

        assertThat(notify("[{\"id\":\"1\"},{\"id\":\"2\"}]").statusCode()).isEqualTo(202);
    }

    @Test
    void takesASingleObjectAsItIs() throws Exception {
        assertThat(notify("{\"id\": \"1\"}").statusCode()).isEqualTo(202);
        assertThat(host.bot.calls()).containsExactly("receive {\"id\": \"1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"id\":", "[1,", "[] []", "no JSON at all"})
    void handsOnWhatIsNoJsonSoThatItIsRecorded(String body) throws Exception {
        assertThat(notify(body).statusCode()).isEqualTo(202);
        assertThat(host.bot.calls()).containsExactly("receive " + body);
    }

    @Test
    void answersThatItFailedSoThatEventGridSendsTheDeliveryAgain() throws Exception {
        host.bot.react(call -> {
            throw new IllegalStateException("the storage is away");
        });

        HttpResponse<String> answer = notify("[{\"id\":\"1\"}]");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void answersTheValidationOfASubscription() throws Exception {
        String body =
                "[{\"eventType\":\"Microsoft.EventGrid.SubscriptionValidationEvent\",\"data\":{\"validationCode\":\"a\\\"b\"}}]";

        HttpResponse<String> answer = host.post(PATH, body, "aeg-event-type", "SubscriptionValidation");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"validationResponse\":\"a\\\"b\"}");
        assertThat(host.bot.calls()).isEmpty();
    }

    @Test
    void answersTheHandshakeOfCloudEvents() throws Exception {
        HttpResponse<String> answer = host.send(host.request(PATH)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("WebHook-Request-Origin", "eventgrid.azure.net"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("WebHook-Allowed-Origin")).contains("eventgrid.azure.net");
    }

    @Test
    void refusesARequestThatDoesNotSayWhatItIs() throws Exception {
        assertThat(host.post(PATH, "[]").statusCode()).isEqualTo(400);
        assertThat(host.get(PATH).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?functionName=Nobody", "?functionName=Housekeeping"})
    void knowsOnlyFunctionsThatEventGridStarts(String query) throws Exception {
        assertThat(host.post("/runtime/webhooks/EventGrid" + query, "[]", "aeg-event-type", "Notification")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        assertThat(notify(" ".repeat(Incoming.LARGEST_BODY + 1)).statusCode()).isEqualTo(413);
    }

    private HttpResponse<String> notify(String body) throws Exception {
        return host.post(PATH, body, "aeg-event-type", "Notification");
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new IllegalStateException("the other event did not come", alone);
        }
    }
}
