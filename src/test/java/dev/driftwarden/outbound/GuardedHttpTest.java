package dev.driftwarden.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.driftwarden.outbound.OutboundException.Kind;
import dev.driftwarden.testing.MutableClock;
import dev.driftwarden.testing.StandIn;
import dev.driftwarden.testing.StandIn.Reply;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardedHttpTest {
    private final StandIn outside = new StandIn();
    private final MutableClock clock = MutableClock.atNoon();
    private final OutboundHosts hosts = new OutboundHosts(List.of(), Set.of("127.0.0.1", "localhost"));
    private final GuardedHttp http = new GuardedHttp(hosts, clock);

    @AfterEach
    void stop() {
        outside.close();
    }

    private OutboundException refused(GuardedHttp by, String path) {
        OutboundCall call = OutboundCall.post(outside.address().resolve(path), "{\"a\":1}")
                .with("Authorization", "Bearer planted-secret");
        return catchThrowableOfType(OutboundException.class, () -> by.send(call));
    }

    @Test
    void sendsWhatItIsGivenAndGivesBackTheAnswer() {
        outside.always("POST /x", 201, "{\"id\":7}");

        OutboundReply reply =
                http.send(OutboundCall.post(outside.address().resolve("/x?y=ü".replace("ü", "%C3%BC")), "{\"ü\":1}")
                        .with("X-Own", "1"));

        assertThat(reply.json().path("id").asInt()).isEqualTo(7);
        assertThat(outside.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.body()).isEqualTo("{\"ü\":1}");
            assertThat(asked.path()).isEqualTo("/x?y=%C3%BC");
            assertThat(asked.headers()).containsEntry("x-own", "1").containsEntry("user-agent", "Driftwarden");
            assertThat(asked.headers().get("content-type")).startsWith("application/json");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "401, REFUSED",
        "403, REFUSED",
        "404, GONE",
        "410, GONE",
        "409, CONFLICT",
        "412, CONFLICT",
        "400, INVALID",
        "422, INVALID",
        "429, BUSY",
        "500, BUSY",
        "503, BUSY",
        "302, REFUSED",
        "203, REFUSED"
    })
    void saysWhatARefusalMeans(int status, Kind kind) {
        outside.next("POST /x", Reply.of(status, "{\"message\":\"no\"}").with("Location", "http://169.254.169.254/"));

        assertThat(refused(http, "/x").kind()).isEqualTo(kind);
        assertThat(outside.asked()).hasSize(1);
    }

    @Test
    void readsHowLongToWait() {
        outside.next("POST /x", Reply.of(429, "").with("Retry-After", "17"));
        outside.next("POST /x", Reply.of(429, "").with("Retry-After", "Thu, 01 Jan 1970 00:00:00 GMT"));
        outside.next(
                "POST /x",
                Reply.of(403, "")
                        .with("x-ratelimit-remaining", "0")
                        .with(
                                "x-ratelimit-reset",
                                String.valueOf(clock.instant().getEpochSecond() + 60)));
        outside.next("POST /x", Reply.of(503, "").with("Retry-After", "soon"));

        assertThat(refused(http, "/x").retryAfter()).isEqualTo(Duration.ofSeconds(17));
        assertThat(refused(http, "/x").retryAfter()).isEqualTo(Duration.ZERO);
        OutboundException limited = refused(http, "/x");
        assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(60));
        assertThat(limited.kind()).isEqualTo(Kind.BUSY);
        assertThat(refused(http, "/x").retryAfter()).isNull();
    }

    @Test
    void holdsNoSecretInWhatItSays() {
        outside.next("POST /x", Reply.of(401, "<html>sign in</html>"));
        OutboundException failure = refused(http, "/x?sig=planted-secret");

        assertThat(failure).hasMessage("127.0.0.1 answered 401.");
        OutboundCall call =
                OutboundCall.get(URI.create("https://h.example/planted-secret")).with("a", "planted-secret");
        assertThat(call.toString()).doesNotContain("planted-secret");
        assertThat(new Secret("planted-secret").toString()).doesNotContain("planted");
    }

    @Test
    void endsAWaitForAnAnswerThatDoesNotCome() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            GuardedHttp hasty = new GuardedHttp(
                    new AddressGuard(hosts, InetAddress::getAllByName), clock, Timeout.ofMilliseconds(200));
            URI address = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/x");

            OutboundException failure =
                    catchThrowableOfType(OutboundException.class, () -> hasty.send(OutboundCall.get(address)));

            assertThat(failure.kind()).isEqualTo(Kind.BUSY);
        }
    }

    @Test
    void readsNoMoreThanAMillionBytes() {
        outside.always("GET /big", 200, "x".repeat(3_000_000));
        assertThat(http.send(OutboundCall.get(outside.address().resolve("/big")))
                        .body())
                .hasSize(1_000_000);
    }

    @Test
    void resolvesANameOnceAndConnectsToWhatWasChecked() {
        AtomicInteger asked = new AtomicInteger();
        AddressGuard rebinding =
                new AddressGuard(hosts, host -> new InetAddress[] {
                    InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254")
                });
        outside.always("GET /x", 200, "{}");
        GuardedHttp guarded = new GuardedHttp(rebinding, clock, Timeout.ofSeconds(5));
        URI address = URI.create(outside.address().toString().replace("127.0.0.1", "localhost") + "/x");

        assertThat(guarded.send(OutboundCall.get(address)).status()).isEqualTo(200);
        assertThat(asked).hasValue(1);
    }
}
