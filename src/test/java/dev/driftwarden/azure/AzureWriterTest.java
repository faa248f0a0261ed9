package dev.driftwarden.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.driftwarden.azure.ScriptedAzure.Flaw;
import dev.driftwarden.azure.ScriptedAzure.Response;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.plan.WriteOutcome.Done;
import dev.driftwarden.plan.WriteOutcome.Failed;
import dev.driftwarden.plan.WriteOutcome.Kind;
import dev.driftwarden.resource.ResourceId;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureWriterTest {
    private static final String RULE =
            "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.Network/networkSecurityGroups/nsg1/securityRules/ssh";
    private static final UUID CORRELATION = UUID.fromString("aaaaaaaa-1111-4222-8333-444444444444");
    private static final String OPERATION = "/subscriptions/s1/providers/Microsoft.Network/locations/we/operations/o1";

    private final ScriptedAzure azure = new ScriptedAzure();
    private final RecordedPause time = new RecordedPause();
    private final AzureWriter writer =
            new AzureWriter(new AzureConnection(AzureSettings.practice(azure.endpoint()), time, time));

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void sendsTheBodyAndItsOwnCorrelationIdAndNoToken() {
        azure.on("PATCH " + RULE, 200, "{\"properties\":{\"provisioningState\":\"Succeeded\"}}");

        assertThat(run(Operation.Method.PATCH)).isEqualTo(new Done(200));

        assertThat(azure.requests()).singleElement().satisfies(request -> {
            assertThat(request.uri()).isEqualTo(RULE + "?api-version=2025-03-01");
            assertThat(request.body()).isEqualTo("{\"properties\":{\"access\":\"Deny\"}}");
            assertThat(request.headers())
                    .containsEntry("x-ms-correlation-request-id", CORRELATION.toString())
                    .containsEntry("x-ms-client-request-id", CORRELATION.toString())
                    .containsEntry("content-type", "application/json")
                    .doesNotContainKey("authorization");
        });
        assertThat(time.pauses()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "409, ScopeLocked, LOCKED",
        "403, RequestDisallowedByPolicy, DENIED_BY_POLICY",
        "403, DenyAssignmentAuthorizationFailed, DENIED_BY_ASSIGNMENT",
        "403, AuthorizationFailed, FORBIDDEN",
        "403, LinkedAuthorizationFailed, FORBIDDEN",
        "401, InvalidAuthenticationToken, FORBIDDEN",
        "404, ResourceNotFound, GONE",
        "404, ResourceGroupNotFound, GONE",
        "404, SubscriptionNotFound, FORBIDDEN",
        "404, InvalidResourceType, REFUSED",
        "409, AnotherOperationInProgress, CONFLICT",
        "429, RetryableErrorDueToAnotherOperation, CONFLICT",
        "409, SubscriptionNotRegistered, REFUSED",
        "412, PreconditionFailed, CONFLICT",
        "429, TooManyRequests, THROTTLED",
        "400, InvalidRequestContent, REFUSED",
        "405, MethodNotAllowed, REFUSED",
        "408, RequestTimeout, TRANSIENT",
        "500, InternalServerError, TRANSIENT",
        "503, ServiceUnavailable, TRANSIENT",
        "504, GatewayTimeout, TRANSIENT",
    })
    void namesWhyAzureRefused(int status, String code, Kind kind) {
        azure.on("PUT " + RULE, Response.of(status, LiveWorldTest.error(code), "Retry-After", "7"));

        assertThat(run(Operation.Method.PUT))
                .isEqualTo(new Failed(kind, status, code, "Azure's words", Duration.ofSeconds(7)));
        assertThat(azure.requests()).hasSize(1);
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void findsAPolicyDenialInsideTheDetailsOfABadRequest() {
        azure.on("PUT " + RULE, 400, """
                {"error":{"code":"InvalidTemplateDeployment","message":"See details.","details":[{"code":"ResourceValidationFailed",
                "details":[{"code":"RequestDisallowedByPolicy","message":"no","additionalInfo":[{"type":"PolicyViolation","info":{}}]}]}]}}""");

        assertThat(failed(run(Operation.Method.PUT)).kind()).isEqualTo(Kind.DENIED_BY_POLICY);
    }

    @ParameterizedTest
    @CsvSource({"200, Done", "204, Done", "202, Done"})
    void aDeletionThatIsAcceptedIsDone(int status, String done) {
        azure.on("DELETE " + RULE, status, "");

        assertThat(run(Operation.Method.DELETE)).isEqualTo(new Done(status));
    }

    @ParameterizedTest
    @CsvSource({
        "'', GONE",
        "'{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"\"}}', GONE",
        "'<html>', TRANSIENT"
    })
    void deletingWhatIsAbsentIsGoneUnlessAProxySaysSo(String body, Kind kind) {
        azure.on("DELETE " + RULE, 404, body);

        assertThat(failed(run(Operation.Method.DELETE)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource(Operation.Method.class)
    void aLostAnswerIsTransientAndTheWriteIsNotRepeated(Operation.Method method) {
        azure.on(method + " " + RULE, Response.of(200, "").flawed(Flaw.SILENT));

        Failed failed = failed(run(method));

        assertThat(failed.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failed.status()).isZero();
        assertThat(azure.requests()).hasSize(1);
    }

    @Test
    void aTruncatedAnswerIsTransient() {
        azure.on("PUT " + RULE, Response.of(200, "{}").flawed(Flaw.TRUNCATED));

        assertThat(failed(run(Operation.Method.PUT)).kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(azure.requests()).hasSize(1);
    }

    @Test
    void waitsForAnOperationNamedByAzureAsyncOperation() {
        azure.on(
                        "PUT " + RULE,
                        Response.of(
                                201,
                                updating(),
                                "Azure-AsyncOperation",
                                "{host}" + OPERATION + "?c=1&s=x",
                                "Retry-After",
                                "5"))
                .on("GET " + OPERATION, Response.of(200, "{\"status\":\"InProgress\"}", "Retry-After", "9"))
                .on("GET " + OPERATION, 200, "{\"status\":\"Succeeded\"}");

        assertThat(run(Operation.Method.PUT)).isEqualTo(new Done(201));
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(9));
    }

    @Test
    void waitsForAnOperationNamedByLocation() {
        azure.on("DELETE " + RULE, Response.of(202, "", "Location", "{host}" + OPERATION))
                .on("GET " + OPERATION, 202, "")
                .on("GET " + OPERATION, 204, "");

        assertThat(run(Operation.Method.DELETE)).isEqualTo(new Done(202));
        assertThat(azure.requests()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"200", "201"})
    void aLocationThatOnlyNamesTheResourceIsNotWaitedFor(int status) {
        azure.on("PUT " + RULE, Response.of(status, "{\"properties\":{}}", "Location", "{host}" + RULE));

        assertThat(run(Operation.Method.PUT)).isEqualTo(new Done(status));
        assertThat(time.pauses()).isEmpty();
        assertThat(azure.requests()).hasSize(1);
    }

    @Test
    void aPostWithoutABodyIsSent() {
        azure.on("POST " + RULE, 200, "");

        assertThat(writer.run(
                        new Operation(Operation.Method.POST, ResourceId.parse(RULE), "2025-03-01", null), CORRELATION))
                .isEqualTo(new Done(200));
    }

    @Test
    void waitsForTheProvisioningState() {
        azure.on("PUT " + RULE, 200, updating())
                .on("GET " + RULE, 200, updating())
                .on("GET " + RULE, 200, "{\"properties\":{\"provisioningState\":\"Succeeded\"}}");

        assertThat(run(Operation.Method.PUT)).isEqualTo(new Done(200));
        assertThat(azure.requests().get(2).uri()).isEqualTo(RULE + "?api-version=2025-03-01");
    }

    @ParameterizedTest
    @CsvSource({
        "Failed, RequestDisallowedByPolicy, DENIED_BY_POLICY",
        "Failed, ScopeLocked, LOCKED",
        "Failed, InternalServerError, TRANSIENT",
        "Failed, BadThing, REFUSED",
    })
    void anOperationThatEndsBadlySaysWhy(String state, String code, Kind kind) {
        azure.on("PUT " + RULE, Response.of(202, "", "Azure-AsyncOperation", "{host}" + OPERATION))
                .on(
                        "GET " + OPERATION,
                        200,
                        "{\"status\":\"" + state + "\",\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}}");

        Failed failed = failed(run(Operation.Method.PUT));

        assertThat(failed.kind()).isEqualTo(kind);
        assertThat(failed.code()).isEqualTo(code);
    }

    @Test
    void aCanceledOperationIsAConflictWithWhoeverCanceledIt() {
        azure.on("PUT " + RULE, Response.of(202, "", "Azure-AsyncOperation", "{host}" + OPERATION))
                .on("GET " + OPERATION, 200, "{\"status\":\"Canceled\"}");

        assertThat(failed(run(Operation.Method.PUT)))
                .returns(Kind.CONFLICT, Failed::kind)
                .returns("OperationCanceled", Failed::code);
    }

    @Test
    void aPollThatFailsForAMomentIsTriedAgain() {
        azure.on("PUT " + RULE, Response.of(202, "", "Azure-AsyncOperation", "{host}" + OPERATION))
                .on("GET " + OPERATION, 503, "<html>")
                .on("GET " + OPERATION, 200, "{\"status\":\"Succeeded\"}");

        assertThat(run(Operation.Method.PUT)).isEqualTo(new Done(202));
    }

    @Test
    void aPollThatKeepsFailingLeavesTheFateOpen() {
        azure.on("PUT " + RULE, Response.of(202, "", "Azure-AsyncOperation", "{host}" + OPERATION))
                .on("GET " + OPERATION, 403, LiveWorldTest.error("AuthorizationFailed"));

        assertThat(failed(run(Operation.Method.PUT)).kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void givesUpWaitingAfterFourMinutes() {
        azure.on("PUT " + RULE, Response.of(202, "", "Azure-AsyncOperation", "{host}" + OPERATION))
                .on("GET " + OPERATION, Response.of(200, "{\"status\":\"InProgress\"}", "Retry-After", "100"));

        Failed failed = failed(run(Operation.Method.PUT));

        assertThat(failed.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failed.code()).isEqualTo("StillRunning");
        assertThat(time.pauses().stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThanOrEqualTo(Duration.ofMinutes(4));
        assertThat(azure.requests()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/o1", "http://127.0.0.1:1/o1", "nonsense"})
    void neverPollsAnotherHost(String address) {
        azure.on("PUT " + RULE, Response.of(202, "", "Azure-AsyncOperation", address));

        Failed failed = failed(run(Operation.Method.PUT));

        assertThat(failed.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failed.code()).isEqualTo("ForeignPollAddress");
        assertThat(azure.requests()).hasSize(1);
    }

    @Test
    void neverFollowsAPollThatMovesToAnotherHost() {
        azure.on("DELETE " + RULE, Response.of(202, "", "Location", "{host}" + OPERATION))
                .on("GET " + OPERATION, Response.of(202, "", "Location", "http://localhost:1/elsewhere"));

        assertThat(failed(run(Operation.Method.DELETE)).kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(azure.requests()).hasSize(2);
    }

    @Test
    void writesDirectoryObjectsToGraph() {
        azure.on("PATCH /v1.0/identity/conditionalAccess/policies/p1", 204, "");
        ResourceId policy = ResourceId.parse("/graph/identity/conditionalAccess/policies/p1");

        WriteOutcome outcome = writer.run(new Operation(Operation.Method.PATCH, policy, "v1.0", body()), CORRELATION);

        assertThat(outcome).isEqualTo(new Done(204));
        assertThat(azure.requests().get(0).headers()).containsEntry("client-request-id", CORRELATION.toString());
    }

    private WriteOutcome run(Operation.Method method) {
        @Nullable JsonNode body = method == Operation.Method.DELETE ? null : body();
        return writer.run(new Operation(method, ResourceId.parse(RULE), "2025-03-01", body), CORRELATION);
    }

    private static JsonNode body() {
        return JsonNodeFactory.instance
                .objectNode()
                .set("properties", JsonNodeFactory.instance.objectNode().put("access", "Deny"));
    }

    private static String updating() {
        return "{\"properties\":{\"provisioningState\":\"Updating\"}}";
    }

    private static Failed failed(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }
}
