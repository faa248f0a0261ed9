package dev.driftwarden.practice;

import java.util.regex.Pattern;

/** A text pattern with wildcards; case does not count. */
record Glob(Pattern pattern) {

    /** {@code *} stands for anything, slashes included, as in RBAC actions and policy's {@code like}. */
    static Glob actions(String text) {
        return compile(text.replace("*", "**"));
    }

    /** {@code *} stands for anything within one path segment, {@code **} for any segments. */
    static Glob paths(String text) {
        return compile(text);
    }

    private static Glob compile(String text) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("**", at)) {
                regex.append(".*");
                at += 2;
            } else {
                char c = text.charAt(at++);
                regex.append(c == '*' ? "[^/]*" : Pattern.quote(String.valueOf(c)));
            }
        }
        return new Glob(Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }
}
