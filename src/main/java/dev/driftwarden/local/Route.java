package dev.driftwarden.local;

import java.util.regex.Pattern;

/**
 * A route as the Functions host writes it: fixed segments, perhaps ended by {@code {*rest}}, or nothing but an optional empty
 * segment, which is the bare address.
 */
record Route(String template, Pattern pattern) {

    static Route parse(String template) {
        return new Route(template, Pattern.compile(expression(template), Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
    }

    private static String expression(String template) {
        if (template.equals("{ignored:maxlength(0)?}")) {
            return "/?";
        }
        int rest = template.indexOf("/{*");
        String fixed = rest < 0 ? template : template.substring(0, rest);
        if (fixed.contains("{")) {
            throw new IllegalArgumentException(
                    "route '" + template + "' is of a kind that the local host does not know");
        }
        return "/" + Pattern.quote(fixed) + (rest < 0 ? "/?" : "(/.*)?");
    }

    boolean matches(String path) {
        return pattern.matcher(path).matches();
    }

    /** Longer templates are tried first. */
    int precedence() {
        return template.startsWith("{") ? 0 : template.length();
    }
}
