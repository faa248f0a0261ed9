package dev.driftwarden.preflight;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists in sentences, cut before they become unreadable. */
final class Wording {
    private static final int MOST = 8;
    private static final int MOST_RULES = 3;

    private Wording() {}

    /** Actions, each with what needs it: rules, or a purpose of the bot. */
    static String listed(Map<String, Set<String>> needsByAction) {
        String shown = needsByAction.entrySet().stream()
                .limit(MOST)
                .map(entry -> entry.getKey() + by(entry.getValue()))
                .collect(Collectors.joining(", "));
        return shown + more(needsByAction.size());
    }

    private static String by(Set<String> rules) {
        if (rules.isEmpty()) {
            return "";
        }
        String named = rules.stream().limit(MOST_RULES).collect(Collectors.joining(", "));
        int rest = rules.size() - MOST_RULES;
        return " (" + named + (rest > 0 ? " and " + rest + " more" : "") + ")";
    }

    static String listed(Collection<String> values) {
        return values.stream().limit(MOST).collect(Collectors.joining(", ")) + more(values.size());
    }

    static String quoted(Collection<String> values) {
        return values.stream().map(value -> "'" + value + "'").collect(Collectors.joining(", "));
    }

    private static String more(int all) {
        return all > MOST ? ", and " + (all - MOST) + " more" : "";
    }
}
