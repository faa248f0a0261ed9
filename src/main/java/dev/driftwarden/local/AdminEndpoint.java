package dev.driftwarden.local;

import java.util.Optional;
import java.util.function.Consumer;

/** Starts a timer function now: {@code POST /admin/functions/<name>}, as with the Functions host. */
final class AdminEndpoint {
    static final String PATH = "/admin/functions/";

    private final FunctionCatalog catalog;
    private final Consumer<LocalFunction> start;

    AdminEndpoint(FunctionCatalog catalog, Consumer<LocalFunction> start) {
        this.catalog = catalog;
        this.start = start;
    }

    Reply handle(Incoming request) {
        Optional<LocalFunction> function = catalog.named(request.path().substring(PATH.length()));
        if (function.isEmpty()) {
            return Reply.text(404, "There is no function of that name.");
        }
        if (!request.method().equals("POST")) {
            return Reply.empty(405).with("Allow", "POST");
        }
        if (!(function.get().trigger() instanceof Trigger.Timer)) {
            return Reply.text(400, "Only functions with a timer can be started here.");
        }
        start.accept(function.get());
        return Reply.empty(202);
    }
}
