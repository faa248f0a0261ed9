package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.web.WebResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal in the form of RFC 9457.
 *
 * @param code stable word for programs
 * @param title what is wrong, the same for every refusal of this code
 * @param detail what is wrong here and what to do
 * @param problems every single mistake, when there are several
 */
record Problem(int status, String code, String title, String detail, List<String> problems) {
    private static final String CONTENT_TYPE = "application/problem+json";

    Problem {
        problems = List.copyOf(problems);
    }

    static Problem notFound(String detail) {
        return new Problem(404, "not-found", "There is no such thing", detail, List.of());
    }

    static Problem invalid(List<String> problems) {
        return new Problem(400, "invalid", "The request cannot be used", String.join(" ", problems), problems);
    }

    static Problem forbidden(String detail) {
        return new Problem(403, "forbidden", "You may not do this", detail, List.of());
    }

    static Problem of(Answer.Refused refused) {
        return switch (refused.reason()) {
            case NOT_FOUND -> notFound(refused.text());
            case FORBIDDEN -> forbidden(refused.text());
            case STALE -> new Problem(412, "stale", "It is no longer what you saw", refused.text(), List.of());
            case CONFLICT -> new Problem(409, "conflict", "It is not possible now", refused.text(), List.of());
            case INVALID -> invalid(List.of(refused.text()));
        };
    }

    WebResponse response(String path) {
        return response(path, Map.of());
    }

    WebResponse response(String path, Map<String, String> headers) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        body.put("instance", path);
        body.put("code", code);
        if (!problems.isEmpty()) {
            problems.forEach(body.putArray("problems")::add);
        }
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", CONTENT_TYPE);
        return new WebResponse(status, all, body.toString());
    }
}
