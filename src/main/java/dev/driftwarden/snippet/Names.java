package dev.driftwarden.snippet;

import dev.driftwarden.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names of resources as both languages need them. Whoever makes a resource chooses its name, so each is made harmless. */
final class Names {
    private static final int LONGEST = 200;

    private Names() {}

    /** A name for use within the code only. */
    static String symbol(ResourceId id) {
        String letters = id.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String cut = letters.length() > 40 ? letters.substring(0, 40) : letters;
        return "r_" + cut;
    }

    /** Text of a comment of one line. */
    static String comment(String text) {
        String line = text.codePoints()
                .limit(LONGEST)
                .map(c -> isHarmless(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.length() > LONGEST ? line + "…" : line;
    }

    static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The names behind the type, outermost first: of a child, its parents' too. */
    static List<String> path(ResourceId id) {
        List<String> segments = id.segments();
        int providers = -1;
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).equalsIgnoreCase("providers")) {
                providers = i;
            }
        }
        List<String> names = new ArrayList<>();
        for (int i = providers + 3; providers >= 0 && i < segments.size(); i += 2) {
            names.add(segments.get(i));
        }
        return names.isEmpty() ? List.of(id.name()) : names;
    }
}
