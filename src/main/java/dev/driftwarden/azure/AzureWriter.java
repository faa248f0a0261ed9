package dev.driftwarden.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.plan.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes to Azure Resource Manager and Microsoft Graph: one request each, never repeated. Safe for use by many threads. */
public final class AzureWriter implements Writer {
    private static final Logger log = LoggerFactory.getLogger(AzureWriter.class);
    private static final HttpHeaderName CORRELATION = HttpHeaderName.fromString("x-ms-correlation-request-id");
    private static final HttpHeaderName CLIENT_REQUEST = HttpHeaderName.fromString("x-ms-client-request-id");
    private static final HttpHeaderName GRAPH_REQUEST = HttpHeaderName.fromString("client-request-id");

    /** Synchronous PUTs may take up to a minute in ARM; the key is azure-core's for one call's response timeout. */
    private static final Context PATIENT = new Context("azure-response-timeout", Duration.ofSeconds(90));

    private final AzureConnection connection;
    private final WriteRefusals refusals;
    private final LongRunningWrite longRunning;

    public AzureWriter(AzureConnection connection) {
        this.connection = connection;
        this.refusals = new WriteRefusals(connection.clock());
        this.longRunning = new LongRunningWrite(connection, refusals, new ObjectMapper());
    }

    @Override
    public WriteOutcome run(Operation operation, @Nullable String ifMatch, UUID correlationId) {
        HttpRequest request = request(operation, correlationId);
        if (ifMatch != null) {
            request.setHeader(HttpHeaderName.IF_MATCH, ifMatch);
        }
        WriteOutcome outcome = connection
                .send(operation.target(), request, PATIENT)
                .match(answer -> outcome(operation, answer), WriteRefusals::lost);
        log(operation, correlationId, outcome);
        return outcome;
    }

    private HttpRequest request(Operation operation, UUID correlationId) {
        String address = connection.addresses().of(operation.target(), operation.apiVersion(), "");
        HttpRequest request = new HttpRequest(
                        HttpMethod.valueOf(operation.method().name()), address)
                .setHeader(AzureConnection.ACCEPT, "application/json")
                .setHeader(CORRELATION, correlationId.toString())
                .setHeader(operation.target().isGraph() ? GRAPH_REQUEST : CLIENT_REQUEST, correlationId.toString());
        if (operation.body() != null) {
            request.setHeader(HttpHeaderName.CONTENT_TYPE, "application/json");
            request.setBody(operation.body().toString().getBytes(StandardCharsets.UTF_8));
            // The JDK's client sets it itself, and azure-core would log a warning for each write.
            request.getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
        }
        return request;
    }

    private WriteOutcome outcome(Operation operation, Answer answer) {
        if (!answer.succeeded()) {
            return refusals.of(answer, operation.method() == Operation.Method.DELETE);
        }
        if (operation.target().isGraph() || !LongRunningWrite.isUnfinished(answer)) {
            return new WriteOutcome.Done(answer.status());
        }
        return longRunning.await(operation.target(), connection.pipeline(operation.target()), answer);
    }

    private static void log(Operation operation, UUID correlationId, WriteOutcome outcome) {
        boolean done = outcome instanceof WriteOutcome.Done;
        String end = outcome instanceof WriteOutcome.Failed failed ? failed.kind() + " " + failed.code() : "done";
        log.atLevel(done ? Level.INFO : Level.WARN)
                .log(
                        "azure write method={} resource={} correlation={} outcome={}",
                        operation.method(),
                        operation.target(),
                        correlationId,
                        end);
    }
}
