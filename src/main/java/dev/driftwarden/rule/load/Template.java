package dev.driftwarden.rule.load;

import dev.driftwarden.yaml.Place;
import dev.driftwarden.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text with pieces {@code ${CEL}} in it.
 *
 * @param parts literal texts and expressions in their order
 */
public record Template(Place place, List<Part> parts) {
    public Template {
        parts = List.copyOf(parts);
    }

    /** A part of a template. */
    public sealed interface Part {}

    /** Text that stands for itself. */
    public record Literal(String text) implements Part {}

    /** A value that is computed. */
    public record Computed(Expression expression) implements Part {}

    /** Reads a template; an unclosed piece is taken literally and reported by the caller through {@link #unclosed}. */
    static Template of(Scalar scalar) {
        String text = scalar.text();
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", from)) {
            int close = closing(text, open + 2);
            if (close < 0) {
                break;
            }
            addLiteral(parts, text.substring(from, open));
            parts.add(new Computed(new Expression(scalar, open + 2, text.substring(open + 2, close))));
            from = close + 1;
        }
        addLiteral(parts, text.substring(from));
        return new Template(scalar.place(), parts);
    }

    private static void addLiteral(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Literal(text));
        }
    }

    /** The brace that closes a piece, skipping nested braces and quoted texts; -1 when there is none. */
    private static int closing(String text, int from) {
        int depth = 0;
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a piece was opened and never closed. */
    boolean unclosed() {
        return parts.stream()
                .anyMatch(part ->
                        part instanceof Literal literal && literal.text().contains("${"));
    }

    /** The one expression that is the whole template, if it is nothing else. */
    public Optional<Expression> whole() {
        return parts.size() == 1 && parts.get(0) instanceof Computed computed
                ? Optional.of(computed.expression())
                : Optional.empty();
    }

    public List<Expression> expressions() {
        return parts.stream()
                .filter(Computed.class::isInstance)
                .map(part -> ((Computed) part).expression())
                .toList();
    }

    /** The text before the first computed piece. */
    public String head() {
        return !parts.isEmpty() && parts.get(0) instanceof Literal literal ? literal.text() : "";
    }
}
