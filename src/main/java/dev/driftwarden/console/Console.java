package dev.driftwarden.console;

import dev.driftwarden.engine.Person;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.Origins;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.util.Map;
import java.util.Optional;

/** Answers everything below {@code /console}. GET changes nothing; what changes something is a POST of one of its own forms. */
public final class Console {
    static final String HOME = "/console";

    private final SiteParts parts;
    private final Assets assets;
    private final Replies replies;
    private final Sections sections;

    public Console(SiteParts parts) {
        this.parts = parts;
        this.assets = new Assets();
        this.sections = new Sections(parts);
        this.replies = sections.replies();
    }

    public WebResponse handle(WebRequest request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (request.path().startsWith(Assets.PREFIX) && reads) {
            return assets.get(request.path().substring(Assets.PREFIX.length()))
                    .orElseGet(
                            () -> new WebResponse(404, Map.of("Content-Type", "text/plain"), "There is no such file."));
        }
        if (request.path().equals("/") && reads) {
            return new WebResponse(302, Map.of("Location", HOME), "");
        }
        if (!reads && !request.method().equals("POST")) {
            return replies.notAllowed(parts.principals().of(request), "GET, HEAD, POST");
        }
        return forPerson(request, reads);
    }

    private WebResponse forPerson(WebRequest request, boolean reads) {
        Optional<Person> person = parts.principals().of(request);
        if (person.isEmpty()) {
            return replies.signIn(reads ? request.path() : HOME);
        }
        if (!parts.mayRead(person.get())) {
            return replies.noRole(person.get());
        }
        if (!request.path().equals(HOME) && !request.path().startsWith(HOME + "/")) {
            return replies.notFound(person.get());
        }
        Visit visit = Visit.of(request, person.get(), parts.desk().clock().instant());
        return reads ? show(visit) : act(visit);
    }

    private WebResponse show(Visit visit) {
        try {
            return sections.show(visit).orElseGet(() -> replies.notFound(visit.person()));
        } catch (IllegalArgumentException badCursor) {
            return replies.invalid(visit.person(), "The address names a place in the list that does not exist.");
        }
    }

    /** Only a form that this console made for this very person is taken. */
    private WebResponse act(Visit visit) {
        Optional<Form> form = Form.of(visit.request());
        if (Origins.foreign(visit.request())
                || form.isEmpty()
                || !parts.formToken().fits(visit.person(), form.get().field("token"))) {
            return replies.foreign(visit.person());
        }
        return sections.act(visit, form.get()).orElseGet(() -> replies.notFound(visit.person()));
    }

    /** The page for when the bot's storage does not answer; it needs nothing from there. */
    public WebResponse unreachable(WebRequest request) {
        return replies.unreachable(parts.principals().of(request));
    }

    /** The page for a bug. */
    public WebResponse failed(WebRequest request) {
        return replies.failed(parts.principals().of(request));
    }
}
