package dev.driftwarden.local;

import com.microsoft.azure.functions.HttpMethod;
import dev.driftwarden.local.FunctionCatalog.Triggered;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Leads requests to the functions whose routes match, the longest route first. */
final class HttpRoutes {
    private static final Logger LOGGER = Logger.getLogger("Host.Http");

    private final List<Triggered<Trigger.Http>> functions;
    private final URI base;

    /** @param base the host's own address, {@code http://127.0.0.1:7071} */
    HttpRoutes(FunctionCatalog catalog, URI base) {
        this.base = base;
        this.functions = catalog.triggeredBy(Trigger.Http.class)
                .sorted(Comparator.comparingInt(
                        (Triggered<Trigger.Http> one) -> -one.trigger().route().precedence()))
                .toList();
    }

    Reply handle(Incoming request) {
        List<Triggered<Trigger.Http>> matching = functions.stream()
                .filter(one -> one.trigger().route().matches(request.path()))
                .toList();
        Optional<HttpMethod> method = method(request.method());
        if (matching.isEmpty() || method.isEmpty()) {
            return Reply.text(404, "There is nothing here. The console is at /console.");
        }
        return matching.stream()
                .filter(one -> one.trigger().accepts(method.get()))
                .findFirst()
                .map(one -> call(one.function(), new LocalHttpRequest(method.get(), absolute(request), request)))
                .orElseGet(() -> Reply.text(405, "This address does not take " + method.get() + "."));
    }

    private static Optional<HttpMethod> method(String name) {
        return Arrays.stream(HttpMethod.values())
                .filter(method -> method.name().equals(name))
                .findFirst();
    }

    private URI absolute(Incoming request) {
        String query = request.uri().getRawQuery();
        String path = request.uri().getRawPath();
        return URI.create(base + (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query));
    }

    private static Reply call(LocalFunction function, LocalHttpRequest request) {
        try {
            Object answer = function.invoke(request);
            return answer instanceof LocalHttpResponse response ? response.reply() : Reply.empty(204);
        } catch (FunctionFailedException failure) {
            LOGGER.log(Level.SEVERE, "A request failed.", failure);
            return Reply.text(500, "This went wrong inside Driftwarden; the log says why.");
        }
    }
}
