package dev.driftwarden.console;

import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.store.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The questions that wait, the longest waiting first, as far as people can look through them.
 *
 * @param more whether there are more
 */
record Inbox(List<Approval> questions, boolean more) {
    private static final int MOST = 2_000;
    private static final int STEP = 1_000;

    static Inbox read(FindingBook book) {
        List<Approval> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<Approval> page = book.inbox(cursor, STEP);
            all.addAll(page.items());
            cursor = page.cursor();
        } while (cursor != null && all.size() < MOST);
        return new Inbox(all, cursor != null);
    }

    /** By rule, those with the worst question first, then those waiting longest. */
    List<List<Approval>> byRule() {
        Map<String, List<Approval>> groups = new LinkedHashMap<>();
        questions.forEach(one ->
                groups.computeIfAbsent(one.rule(), any -> new ArrayList<>()).add(one));
        return groups.values().stream()
                .sorted((a, b) -> worst(b).severity().compareTo(worst(a).severity()))
                .toList();
    }

    static Approval worst(List<Approval> group) {
        return group.stream()
                .max((a, b) -> a.severity().compareTo(b.severity()))
                .orElseThrow();
    }

    List<Approval> of(String rule) {
        return questions.stream().filter(one -> one.rule().equals(rule)).toList();
    }
}
