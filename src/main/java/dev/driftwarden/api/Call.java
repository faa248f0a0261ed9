package dev.driftwarden.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.Person;
import dev.driftwarden.site.Parameters;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.util.Map;
import java.util.Optional;

/**
 * One request that a route has accepted.
 *
 * @param person who asks; empty only on routes for everybody
 * @param variables the parts of the path that the route names
 * @param body of a POST, checked for unknown fields; an empty object otherwise
 */
record Call(
        WebRequest request,
        Optional<Person> person,
        Map<String, String> variables,
        Parameters parameters,
        JsonBody body) {

    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** The person on routes that are not for everybody. */
    Person signedIn() {
        return person.orElseThrow();
    }

    WebResponse problem(Problem problem) {
        return problem.response(request.path());
    }

    WebResponse ok(JsonNode json) {
        return new WebResponse(200, Map.of("Content-Type", "application/json"), json.toString());
    }

    WebResponse answer(Answer answer) {
        return answer.match(done -> ok(done(done)), refused -> problem(Problem.of(refused)));
    }

    private static ObjectNode done(Answer.Done done) {
        return JsonNodeFactory.instance.objectNode().put("done", done.text());
    }
}
