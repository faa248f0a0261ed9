package dev.driftwarden.check;

import java.util.Locale;
import java.util.regex.Pattern;

/** Chooses rules by their ids: {@code *} stands for any characters, {@code ?} for one; commas separate alternatives. */
public final class RuleGlob {
    private final Pattern pattern;

    private RuleGlob(Pattern pattern) {
        this.pattern = pattern;
    }

    public static RuleGlob all() {
        return of("*");
    }

    public static RuleGlob of(String glob) {
        StringBuilder regex = new StringBuilder();
        for (String alternative : glob.toLowerCase(Locale.ROOT).split(",", -1)) {
            regex.append(regex.isEmpty() ? "" : "|").append(regex(alternative.strip()));
        }
        return new RuleGlob(Pattern.compile(regex.toString()));
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.replaceAll("\\*+", "*").codePoints().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return regex.toString();
    }

    public boolean includes(String ruleId) {
        return pattern.matcher(ruleId.toLowerCase(Locale.ROOT)).matches();
    }
}
