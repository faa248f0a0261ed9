package dev.driftwarden.local;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Plays the platform's authentication on this machine: a visitor chooses which practice person to be, and the functions get
 * the headers that App Service Authentication would send for that person. Such headers of the client itself are taken away.
 */
final class PracticeSignIn {
    static final String PATH = "/practice/sign-in";
    private static final String COOKIE = "practice-person";
    private static final String HEADER = "x-practice-person";

    /** Who reads the API without having said who: a person who may only look. */
    private static final String ONLOOKER = "vera";

    private final PracticePeople people;

    PracticeSignIn(PracticePeople people) {
        this.people = people;
    }

    /** The request as the platform would let it through: the header names a person, else the cookie does; the API can be read without. */
    Incoming authenticated(Incoming request) {
        Map<String, String> headers = new HashMap<>(ClientPrincipal.stripped(request.headers()));
        person(request).ifPresent(person -> headers.putAll(ClientPrincipal.headers(person)));
        return request.withHeaders(headers);
    }

    private Optional<PracticePerson> person(Incoming request) {
        Optional<String> named = request.header(HEADER).or(() -> request.cookie(COOKIE));
        boolean looks = request.method().equals("GET") && request.path().startsWith("/api/");
        return named.isEmpty() && looks ? people.named(ONLOOKER) : named.flatMap(people::named);
    }

    Reply handle(Incoming request) {
        if (request.method().equals("POST")) {
            return choose(request);
        }
        if (request.method().equals("GET") || request.method().equals("HEAD")) {
            String back = localPath(request.parameter("return"));
            return SignInPage.of(people, person(request), back);
        }
        return Reply.empty(405).with("Allow", "GET, HEAD, POST");
    }

    /** An empty person signs out. */
    private Reply choose(Incoming request) {
        String key = request.field("person").orElse("");
        if (!key.isEmpty() && people.named(key).isEmpty()) {
            return Reply.text(400, "There is no practice person of that name; choose one at " + PATH + ".");
        }
        String life = key.isEmpty() ? "; Max-Age=0" : "";
        return Reply.empty(303)
                .with("Location", localPath(request.field("return")))
                .with("Set-Cookie", COOKIE + "=" + key + "; Path=/; HttpOnly; SameSite=Strict" + life);
    }

    /** A path on this host, never an address elsewhere. */
    private static String localPath(Optional<String> wanted) {
        return wanted.filter(path -> path.matches("/([A-Za-z0-9._~%?=&-][A-Za-z0-9._~%?=&/-]*)?"))
                .orElse("/console");
    }
}
