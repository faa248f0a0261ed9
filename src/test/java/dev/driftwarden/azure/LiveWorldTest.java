package dev.driftwarden.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.azure.ScriptedAzure.Flaw;
import dev.driftwarden.azure.ScriptedAzure.Response;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.Unreadable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveWorldTest {
    private static final String ACCOUNT =
            "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Storage/storageAccounts/st1";
    private static final ResourceId ID = ResourceId.parse(ACCOUNT);
    private static final String GET = "GET " + ACCOUNT;
    private static final ResourceId CONTAINERS = ID.resolve("blobServices/default/containers");
    private static final String POLICIES = "/v1.0/identity/conditionalAccess/policies";
    private static final String BODY = "{\"id\":\"" + ACCOUNT
            + "\",\"etag\":\"W/1\",\"zones\":[\"1\"],\"systemData\":{},\"properties\":{\"a\":true}}";

    private final ScriptedAzure azure = new ScriptedAzure();
    private final RecordedPause time = new RecordedPause();
    private final AzureConnection connection =
            new AzureConnection(AzureSettings.practice(azure.endpoint()), time, time);
    private final LiveWorld world = new LiveWorld(connection, id -> new Read.Absent());

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void readsTheWholeBodyWithTheTopLevelFieldsThatModelsDrop() {
        azure.on(GET, 200, BODY);

        JsonNode body = found(world.get(ID, "2025-06-01"));

        assertThat(body.path("etag").asText()).isEqualTo("W/1");
        assertThat(body.has("zones")).isTrue();
        assertThat(body.has("systemData")).isTrue();
        assertThat(azure.requests()).singleElement().satisfies(request -> {
            assertThat(request.uri()).isEqualTo(ACCOUNT + "?api-version=2025-06-01");
            assertThat(request.headers()).doesNotContainKey("authorization");
            assertThat(request.headers().get("user-agent")).startsWith("driftwarden");
        });
        assertThat(connection.calls().reads()).isEqualTo(1);
        assertThat(connection.calls().writes()).isZero();
    }

    @Test
    void encodesEachSegmentOfAHostileName() {
        azure.on("GET /subscriptions/s1/resourceGroups/r%20g%26%2B%C3%BC", 200, BODY);

        world.get(ResourceId.parse("/subscriptions/s1/resourceGroups/r g&+ü"), "2021-04-01&x=y");

        assertThat(azure.requests().get(0).uri())
                .isEqualTo("/subscriptions/s1/resourceGroups/r%20g%26%2B%C3%BC?api-version=2021-04-01%26x=y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ResourceNotFound", "ResourceGroupNotFound", "ParentResourceNotFound", "NotFound"})
    void azuresOwn404MeansAbsent(String code) {
        azure.on(GET, 404, error(code));

        assertThat(world.get(ID, "1")).isEqualTo(new Read.Absent());
    }

    @ParameterizedTest
    @CsvSource({
        "404, '<html>nginx</html>', TRANSIENT, Http404",
        "404, '', TRANSIENT, Http404",
        "404, '{\"code\":\"NotFound\",\"message\":\"no route\"}', TRANSIENT, Http404",
        "404, '{\"error\":\"invalid_request\"}', TRANSIENT, Http404",
        "404, '{\"error\":{\"code\":404}}', TRANSIENT, Http404",
        "404, InvalidResourceType, MALFORMED, InvalidResourceType",
        "404, SubscriptionNotFound, FORBIDDEN, SubscriptionNotFound",
        "400, InvalidApiVersionParameter, MALFORMED, InvalidApiVersionParameter",
        "401, InvalidAuthenticationToken, FORBIDDEN, InvalidAuthenticationToken",
        "403, AuthorizationFailed, FORBIDDEN, AuthorizationFailed",
        "429, TooManyRequests, THROTTLED, TooManyRequests",
        "500, InternalServerError, TRANSIENT, InternalServerError",
        "503, '<html>', TRANSIENT, Http503",
        "302, '', MALFORMED, Http302",
        "200, '<html>hello</html>', MALFORMED, Malformed",
        "200, '[1]', MALFORMED, Malformed",
        "200, '{}', MALFORMED, Malformed",
        "200, '', MALFORMED, Malformed",
        "204, '', MALFORMED, Malformed",
    })
    void whatCannotBeReadIsNeverAbsent(int status, String bodyOrCode, Unreadable.Kind kind, String code) {
        boolean isCode = bodyOrCode.matches("[A-Za-z]+");
        azure.on(GET, status, isCode ? error(bodyOrCode) : bodyOrCode);

        Unreadable why = failed(world.get(ID, "1"));

        assertThat(why.kind()).isEqualTo(kind);
        assertThat(why.code()).isEqualTo(code);
        assertThat(why.message()).contains(ACCOUNT);
    }

    @Test
    void anErrorWithoutItsWrapperCountsWhenAzuresRequestIdIsWithIt() {
        azure.on(GET, Response.of(404, "{\"code\":\"NotFound\",\"message\":\"\"}", "x-ms-request-id", "r1"));

        assertThat(world.get(ID, "1")).isEqualTo(new Read.Absent());
    }

    @Test
    void waitsAsAskedWhenThrottledAndTriesAgain() {
        azure.on(GET, Response.of(429, error("TooManyRequests"), "Retry-After", "3"))
                .on(GET, 200, BODY);

        found(world.get(ID, "1"));

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(3));
        assertThat(connection.calls().reads()).isEqualTo(2);
    }

    @Test
    void handsALongWaitBackInsteadOfWaiting() {
        azure.on(GET, Response.of(429, error("TooManyRequests"), "Retry-After", "21"));

        Unreadable why = failed(world.get(ID, "1"));

        assertThat(why.kind()).isEqualTo(Unreadable.Kind.THROTTLED);
        assertThat(why.retryAfter()).isEqualTo(Duration.ofSeconds(21));
        assertThat(time.pauses()).isEmpty();
        assertThat(azure.requests()).hasSize(1);
    }

    @Test
    void neverWaitsLongerThanTwentySecondsInAll() {
        azure.on(GET, Response.of(429, error("TooManyRequests"), "Retry-After", "9"));

        assertThat(failed(world.get(ID, "1")).retryAfter()).isEqualTo(Duration.ofSeconds(9));
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(9), Duration.ofSeconds(9));
    }

    @Test
    void triesABrokenConnectionAgain() {
        azure.on(GET, Response.of(200, "").flawed(Flaw.SILENT)).on(GET, 200, BODY);

        found(world.get(ID, "1"));
    }

    @Test
    void aBodyThatKeepsBreakingOffIsTransient() {
        azure.on(GET, Response.of(200, BODY).flawed(Flaw.TRUNCATED));

        assertThat(failed(world.get(ID, "1")).kind()).isEqualTo(Unreadable.Kind.TRANSIENT);
        assertThat(azure.requests()).hasSize(4);
    }

    @Test
    void refusesABodyOverSixteenMegabytes() {
        azure.on(GET, 200, "{\"a\":\"" + "x".repeat(17 << 20) + "\"}");

        Unreadable why = failed(world.get(ID, "1"));

        assertThat(why.kind()).isEqualTo(Unreadable.Kind.MALFORMED);
        assertThat(why.message()).contains("larger than 16777216 bytes");
    }

    @Test
    void nobodyListeningIsTransient() {
        azure.close();

        assertThat(failed(world.get(ID, "1")).kind()).isEqualTo(Unreadable.Kind.TRANSIENT);
    }

    @Test
    void followsPagesToTheEnd() {
        String path = CONTAINERS.path();
        azure.on(
                        "GET " + path,
                        200,
                        "{\"value\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"nextLink\":\"{host}/next?skip=1\"}")
                .on("GET /next", 200, "{\"value\":[{\"name\":\"c\"}],\"nextLink\":null}");

        assertThat(complete(world.list(CONTAINERS, "1", "$maxpagesize=2")))
                .extracting(member -> member.path("name").asText())
                .containsExactly("a", "b", "c");
        assertThat(azure.requests().get(0).uri()).isEqualTo(path + "?api-version=1&$maxpagesize=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/next",
                "http://127.0.0.1:1/next",
                "http://127.0.0.1@evil.example/",
                "//evil.example/",
                "/relative",
                "not a url"
            })
    void neverFollowsAPageToAnotherHost(String next) {
        azure.on("GET " + CONTAINERS.path(), 200, "{\"value\":[{}],\"nextLink\":\"" + next + "\"}");

        assertThat(failed(world.list(CONTAINERS, "1", "")).kind()).isEqualTo(Unreadable.Kind.MALFORMED);
        assertThat(azure.requests()).hasSize(1);
    }

    @Test
    void pagesThatGoRoundAreMalformed() {
        azure.on("GET " + CONTAINERS.path(), 200, "{\"value\":[],\"nextLink\":\"{host}/next\"}")
                .on("GET /next", 200, "{\"value\":[],\"nextLink\":\"{host}/next\"}");

        assertThat(failed(world.list(CONTAINERS, "1", "")).message()).contains("circle");
    }

    @Test
    void aPageThatFailsFailsTheWholeListing() {
        azure.on("GET " + CONTAINERS.path(), 200, "{\"value\":[{}],\"nextLink\":\"{host}/next\"}")
                .on("GET /next", 403, error("AuthorizationFailed"));

        assertThat(failed(world.list(CONTAINERS, "1", "")).kind()).isEqualTo(Unreadable.Kind.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"value\":{}}", "{\"value\":[1]}", "[]", "nonsense"})
    void whatIsNoListIsMalformed(String body) {
        azure.on("GET " + CONTAINERS.path(), 200, body);

        assertThat(failed(world.list(CONTAINERS, "1", "")).kind()).isEqualTo(Unreadable.Kind.MALFORMED);
    }

    @Test
    void theCollectionOfAnAbsentOwnerIsEmpty() {
        azure.on("GET " + CONTAINERS.path(), 404, error("ParentResourceNotFound"));

        assertThat(complete(world.list(CONTAINERS, "1", ""))).isEmpty();
    }

    @Test
    void anUnencodedQueryIsNeverSent() {
        assertThat(failed(world.list(CONTAINERS, "1", "$filter=a eq 'b'")).kind())
                .isEqualTo(Unreadable.Kind.MALFORMED);
        assertThat(azure.requests()).isEmpty();
    }

    @Test
    void wrapsADirectoryObject() {
        String id = "55555555-aaaa-4bbb-8ccc-000000000005";
        azure.on(
                "GET " + POLICIES + "/" + id,
                200,
                "{\"@odata.context\":\"x\",\"id\":\"" + id + "\",\"state\":\"enabled\"}");

        JsonNode body = found(world.get(ResourceId.parse("/graph/identity/conditionalAccess/policies/" + id), "v1.0"));

        assertThat(body)
                .hasToString("{\"id\":\"/graph/identity/conditionalAccess/policies/" + id
                        + "\",\"type\":\"Microsoft.Graph/identity/conditionalAccess/policies\",\"name\":\"" + id
                        + "\",\"properties\":{\"id\":\"" + id + "\",\"state\":\"enabled\"}}");
    }

    @Test
    void betaSelectsTheBetaEndpoint() {
        azure.on("GET /beta/users/u1/authentication/requirements", 200, "{\"perUserMfaState\":\"enforced\"}");

        found(world.get(ResourceId.parse("/graph/users/u1/authentication/requirements"), "beta"));
    }

    @Test
    void listsDirectoryObjectsAcrossPagesAndSpacesConditionalAccessByASecond() {
        azure.on(
                        "GET " + POLICIES,
                        200,
                        "{\"value\":[{\"id\":\"p1\"}],\"@odata.nextLink\":\"{host}" + POLICIES + "/../policies2/\"}")
                .on("GET " + POLICIES + "/../policies2/", 200, "{\"value\":[{\"id\":\"p2\"}]}");

        Listing listing = world.list(ResourceId.parse("/graph/identity/conditionalAccess/policies"), "v1.0", "");

        assertThat(complete(listing))
                .extracting(member -> member.path("id").asText())
                .containsExactly(
                        "/graph/identity/conditionalAccess/policies/p1",
                        "/graph/identity/conditionalAccess/policies/p2");
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void a429OfGraphWithoutRetryAfterIsTriedAgainAndThenHandedBackWithAWait() {
        azure.on("GET " + POLICIES + "/p1", 429, "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"\"}}");

        Unreadable why = failed(world.get(ResourceId.parse("/graph/identity/conditionalAccess/policies/p1"), "v1.0"));

        assertThat(why.kind()).isEqualTo(Unreadable.Kind.THROTTLED);
        assertThat(why.retryAfter()).isPositive();
        assertThat(azure.requests()).hasSize(4);
    }

    @Test
    void notesWhatAzureSaysAboutTheCallsThatAreLeft() {
        azure.on(GET, Response.of(200, BODY, "x-ms-ratelimit-remaining-subscription-reads", "249"));

        world.get(ID, "1");

        assertThat(connection.throttle().remaining()).containsEntry("subscription-reads", 249);
    }

    @Test
    void aCachingWorldReadsEachThingOnce() {
        azure.on(GET, 200, BODY).on("GET " + CONTAINERS.path(), 403, error("AuthorizationFailed"));
        CachingWorld once = new CachingWorld(world);

        assertThat(once.get(ID, "1")).isSameAs(once.get(ResourceId.parse(ACCOUNT.toUpperCase(Locale.ROOT)), "1"));
        assertThat(once.list(CONTAINERS, "1", "")).isSameAs(once.list(CONTAINERS, "1", ""));
        assertThat(azure.requests()).hasSize(2);
        assertThat(once.get(ID, "2")).isNotNull();
        assertThat(azure.requests()).hasSize(3);
    }

    @Test
    void managersReadThroughTheSameConnection() {
        azure.on("GET /subscriptions", 200, "{\"value\":[{\"subscriptionId\":\"s1\",\"displayName\":\"Contoso\"}]}");

        assertThat(connection.resourceManager().subscriptions().list().stream().toList())
                .singleElement()
                .satisfies(subscription ->
                        assertThat(subscription.subscriptionId()).isEqualTo("s1"));
        assertThat(connection.calls().reads()).isEqualTo(1);
    }

    @Test
    void managersCannotWrite() {
        assertThat(catchThrowable(() -> connection
                        .resourceManager()
                        .withSubscription("s1")
                        .resourceGroups()
                        .define("rg")
                        .withRegion("westeurope")
                        .create()))
                .hasStackTraceContaining("writes go through a plan");
        assertThat(azure.requests()).noneMatch(request -> request.method().equals("PUT"));
    }

    @Test
    void thePipelineItselfRefusesAnotherHost() {
        Reply reply = connection.send(
                ID,
                new HttpRequest(
                        HttpMethod.GET, "http://localhost:" + azure.endpoint().getPort() + "/x"),
                Context.NONE);

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Lost.class, lost -> assertThat(lost.why().code()).isEqualTo("ForeignAddress"));
        assertThat(azure.requests()).isEmpty();
    }

    static String error(String code) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"Azure's words\"}}";
    }

    private static JsonNode found(Read read) {
        assertThat(read).isInstanceOf(Read.Found.class);
        return ((Read.Found) read).body();
    }

    private static Unreadable failed(Read read) {
        assertThat(read).isInstanceOf(Read.Failed.class);
        return ((Read.Failed) read).why();
    }

    private static Unreadable failed(Listing listing) {
        assertThat(listing).isInstanceOf(Listing.Failed.class);
        return ((Listing.Failed) listing).why();
    }

    private static List<JsonNode> complete(Listing listing) {
        assertThat(listing).isInstanceOf(Listing.Complete.class);
        return ((Listing.Complete) listing).members();
    }
}
