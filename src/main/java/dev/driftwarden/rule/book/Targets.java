package dev.driftwarden.rule.book;

import dev.driftwarden.resource.InvalidResourceIdException;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.cel.EvaluationException;
import dev.driftwarden.rule.cel.Json;
import dev.driftwarden.rule.load.Template;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Turns templates into ids and texts. */
final class Targets {
    private Targets() {}

    static String text(Scope scope, Template template, UnaryOperator<String> piece) {
        StringBuilder text = new StringBuilder();
        for (Template.Part part : template.parts()) {
            text.append(
                    part instanceof Template.Computed computed
                            ? piece.apply(Json.text(scope.evaluate(computed.expression())))
                            : ((Template.Literal) part).text());
        }
        return text.toString();
    }

    /**
     * The id that a template names. A computed piece behind literal text is one segment: what was read from a resource
     * cannot lead the call elsewhere.
     */
    static ResourceId id(Scope scope, Template template) {
        boolean[] first = {template.head().isEmpty()};
        String text = text(scope, template, value -> {
            boolean whole = first[0];
            first[0] = false;
            return whole ? withoutLastSlash(value) : segment(value);
        });
        try {
            boolean absolute = text.startsWith("/") || template.head().isEmpty();
            return absolute ? ResourceId.parse(text) : scope.subject().resolve(text);
        } catch (InvalidResourceIdException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), false);
        }
    }

    /** Nothing for the root scope, so that a path can follow. */
    private static String withoutLastSlash(String value) {
        return value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
    }

    private static String segment(String value) {
        if (value.isEmpty() || value.contains("/")) {
            throw new EvaluationException(
                    "'" + (value.length() > 80 ? value.substring(0, 80) : value) + "' cannot be part of an id", false);
        }
        return value;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
