package dev.driftwarden.api;

import dev.driftwarden.engine.Person;
import dev.driftwarden.site.Origins;
import dev.driftwarden.site.Parameters;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Leads a request to its operation: finds the route, checks who asks and what was sent, then calls it. */
final class Api {
    static final String PREFIX = "/api/v1";

    private final SiteParts parts;
    private final List<Route> routes;

    Api(SiteParts parts) {
        this.parts = parts;
        this.routes = Stream.of(
                        new BotOperations(parts).routes(),
                        new FindingOperations(parts).routes(),
                        new ApprovalOperations(parts).routes(),
                        new BatchOperations(parts).routes(),
                        new ExemptionOperations(parts).routes(),
                        new ListOperations(parts).routes(),
                        new RuleOperations(parts).routes(),
                        new BaselineOperations(parts).routes(),
                        new RejectionOperations(parts).routes(),
                        new AuditOperations(parts).routes(),
                        new ReportOperations(parts).routes(),
                        new SweepOperations(parts).routes())
                .flatMap(List::stream)
                .toList();
    }

    List<Route> routes() {
        return routes;
    }

    WebResponse handle(WebRequest request) {
        String path = request.path().substring(PREFIX.length());
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.template().match(path);
            if (variables.isPresent() && accepts(route, request.method())) {
                return checked(route, variables.get(), request);
            }
            variables.ifPresent(any -> allowed.add(route.method()));
        }
        return allowed.isEmpty() ? unknown(request) : notAllowed(request, allowed);
    }

    private static boolean accepts(Route route, String method) {
        return route.method().equals(method)
                || (method.equals("HEAD") && route.method().equals("GET"));
    }

    private static WebResponse unknown(WebRequest request) {
        return Problem.notFound("Nothing of the API is at this address; /api/v1/openapi.json lists what there is.")
                .response(request.path());
    }

    private static WebResponse notAllowed(WebRequest request, Set<String> allowed) {
        String methods = String.join(", ", allowed.contains("GET") ? with(allowed, "HEAD") : allowed);
        return new Problem(
                        405, "method-not-allowed", "Not this method", "This address takes " + methods + ".", List.of())
                .response(request.path(), Map.of("Allow", methods));
    }

    private static Set<String> with(Set<String> all, String one) {
        Set<String> more = new TreeSet<>(all);
        more.add(one);
        return more;
    }

    private WebResponse checked(Route route, Map<String, String> variables, WebRequest request) {
        Optional<Person> person = parts.principals().of(request);
        Optional<WebResponse> refused = refusedAccess(route, person, request)
                .or(() -> refusedForm(route, request))
                .or(() -> refusedAsStale(route, request));
        if (refused.isPresent()) {
            return refused.get();
        }
        Parameters parameters = new Parameters(request, route.changes() ? Set.of() : route.inputs());
        JsonBody body = route.changes() ? JsonBody.read(request.body(), route.inputs()) : JsonBody.none();
        List<String> problems = new ArrayList<>(parameters.problems());
        problems.addAll(body.problems());
        return problems.isEmpty()
                ? route.handler().apply(new Call(request, person, variables, parameters, body))
                : Problem.invalid(problems).response(request.path());
    }

    /**
     * Refuses a change of something that is no longer what the asker saw. What is changed is what GET gives at the same address, or
     * at the one above it; see docs/decisions/0023-if-match-is-optional.md.
     */
    private Optional<WebResponse> refusedAsStale(Route route, WebRequest request) {
        String wanted = request.header("if-match").orElse("");
        if (!route.changes() || wanted.isEmpty()) {
            return Optional.empty();
        }
        String above = request.path().substring(0, request.path().lastIndexOf('/'));
        Optional<WebResponse> seen = Stream.of(request.path(), above)
                .filter(path -> path.startsWith(PREFIX + "/"))
                .map(path -> handle(new WebRequest("GET", path, Map.of(), request.headers(), "")))
                .filter(answer -> answer.status() == 200)
                .findFirst();
        if (seen.isEmpty()) {
            return Optional.of(
                    Problem.invalid(List.of("This address takes no If-Match: nothing is there to be compared with it."))
                            .response(request.path()));
        }
        return wanted.strip().equals("*") || Etag.of(seen.get().body()).isIn(wanted)
                ? Optional.empty()
                : Optional.of(new Problem(
                                412,
                                "stale",
                                "It is no longer what you saw",
                                "It was changed since you read it, so nothing was done. Read it again.",
                                List.of())
                        .response(request.path()));
    }

    private Optional<WebResponse> refusedAccess(Route route, Optional<Person> person, WebRequest request) {
        if (route.access() == Route.Access.EVERYBODY) {
            return Optional.empty();
        }
        if (person.isEmpty()) {
            String how = "Sign in at " + parts.signIn("/console")
                    + ", or send a bearer token that App Service Authentication accepts.";
            return Optional.of(new Problem(401, "not-signed-in", "Nobody is signed in", how, List.of())
                    .response(request.path(), Map.of("WWW-Authenticate", "Bearer realm=\"Driftwarden\"")));
        }
        return route.access() == Route.Access.READERS && !parts.mayRead(person.get())
                ? Optional.of(
                        Problem.forbidden("You hold no role of Driftwarden; ask for the app role Driftwarden.Viewer.")
                                .response(request.path()))
                : Optional.empty();
    }

    /** A page of another site can post a form, but neither JSON nor without its browser saying where it comes from. */
    private static Optional<WebResponse> refusedForm(Route route, WebRequest request) {
        if (!route.changes()) {
            return Optional.empty();
        }
        if (Origins.foreign(request)) {
            return Optional.of(Problem.forbidden("The request comes from a page of another site.")
                    .response(request.path()));
        }
        String type = request.header("content-type").orElse("").split(";", 2)[0].strip();
        return type.toLowerCase(Locale.ROOT).equals("application/json")
                ? Optional.empty()
                : Optional.of(new Problem(
                                415,
                                "not-json",
                                "The body must be JSON",
                                "Send it with Content-Type: application/json.",
                                List.of())
                        .response(request.path()));
    }
}
