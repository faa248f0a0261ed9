package dev.driftwarden.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the known names a mistyped one was meant to be. */
public final class Names {
    private Names() {}

    /** The nearest known name, when it is near enough (two slips, or one in three letters) to be meant. */
    public static Optional<String> nearest(String given, Collection<String> known) {
        int limit = given.length() < 4 ? 1 : Math.max(2, given.length() / 3);
        return known.stream()
                .filter(name -> distance(given, name) <= limit)
                .min(Comparator.<String>comparingInt(name -> distance(given, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code ; did you mean 'x'?}, or an empty text when nothing is near. */
    public static String suggestion(String given, Collection<String> known) {
        return nearest(given, known)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }

    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        if (Math.abs(a.length() - b.length()) > 8 || a.length() > 80) {
            return Integer.MAX_VALUE;
        }
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            previous = nextRow(a.charAt(i - 1), b, previous, i);
        }
        return previous[b.length()];
    }

    private static int[] nextRow(char letter, String b, int[] previous, int row) {
        int[] current = new int[b.length() + 1];
        current[0] = row;
        for (int j = 1; j <= b.length(); j++) {
            int changed = previous[j - 1] + (letter == b.charAt(j - 1) ? 0 : 1);
            current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
        }
        return current;
    }
}
