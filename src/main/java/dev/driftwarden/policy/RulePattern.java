package dev.driftwarden.policy;

import java.util.regex.Pattern;

/**
 * A pattern for rule ids: {@code *} stands for any characters.
 *
 * @param named whether it has no {@code *} and so names one rule
 */
public record RulePattern(Pattern pattern, String text, boolean named) {

    public static RulePattern of(String text) {
        StringBuilder regex = new StringBuilder();
        for (String piece : text.split("((?<=\\*)|(?=\\*))", -1)) {
            regex.append(piece.equals("*") ? ".*" : Pattern.quote(piece));
        }
        return new RulePattern(Pattern.compile(regex.toString()), text, !text.contains("*"));
    }

    public boolean matches(String ruleId) {
        return pattern.matcher(ruleId).matches();
    }
}
