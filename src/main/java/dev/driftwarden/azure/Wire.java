package dev.driftwarden.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.world.Unreadable;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends one request through a pipeline and turns every way of not getting an answer into a value. */
final class Wire {
    private final ObjectMapper json;

    Wire(ObjectMapper json) {
        this.json = json;
    }

    Reply send(HttpPipeline pipeline, HttpRequest request, Context context) {
        try (HttpResponse response = pipeline.sendSync(request, context)) {
            // Every pipeline of a connection ends in the policy that makes these.
            byte[] body = ((BufferedResponse) response).bytes();
            return new Reply.Arrived(
                    new Answer(request, response.getStatusCode(), response.getHeaders(), body, parse(body)));
        } catch (SameOriginPolicy.ForeignAddressException | BoundedBodyPolicy.OversizedBodyException e) {
            return lost(Unreadable.Kind.MALFORMED, e, null);
        } catch (ConditionalAccessPace.CrowdedException e) {
            return lost(Unreadable.Kind.THROTTLED, e, e.retryAfter());
        } catch (Meter.AllowanceSpentException e) {
            return lost(Unreadable.Kind.UNKNOWN, e, null);
        } catch (ClientAuthenticationException e) {
            return lost(refusedForGood(e) ? Unreadable.Kind.FORBIDDEN : Unreadable.Kind.TRANSIENT, e, null);
        } catch (RuntimeException e) {
            // The HTTP client wraps what it meets (IOException, TimeoutException, InterruptedException) in several
            // ways.
            if (rootCause(e) instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return lost(Unreadable.Kind.TRANSIENT, rootCause(e), null);
        }
    }

    /** Entra said no; without an answer of its own (no metadata service, no network) another try may help. */
    private static boolean refusedForGood(ClientAuthenticationException e) {
        return e.getResponse() != null && e.getResponse().getStatusCode() / 100 == 4;
    }

    private static Reply lost(Unreadable.Kind kind, Throwable why, @Nullable Duration retryAfter) {
        String code = why.getClass().getSimpleName().replaceFirst("Exception$", "");
        String message = why.getMessage() == null ? code : firstLine(why.getMessage());
        return new Reply.Lost(new Unreadable(kind, code, message, retryAfter));
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.length() <= 500 ? line : line.substring(0, 500);
    }

    private static Throwable rootCause(Throwable e) {
        Throwable cause = e;
        for (int depth = 0; cause.getCause() != null && depth < 10; depth++) {
            cause = cause.getCause();
        }
        return cause;
    }

    private @Nullable JsonNode parse(byte[] body) {
        try {
            JsonNode tree = json.readTree(body);
            return tree == null || tree.isMissingNode() ? null : tree;
        } catch (IOException e) {
            return null;
        }
    }
}
