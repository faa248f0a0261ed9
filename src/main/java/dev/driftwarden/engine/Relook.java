package dev.driftwarden.engine;

import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.policy.RulePattern;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Page;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Has open findings decided about anew, because something that decides about them has changed. */
final class Relook {
    /** What more there is, the nightly sweep looks at. */
    private static final int MOST = 500;

    private static final int PAGE = 500;

    private final Desk desk;

    Relook(Desk desk) {
        this.desk = desk;
    }

    /**
     * Queues looks.
     *
     * @param scope null for everywhere
     */
    void at(RulePattern rules, @Nullable ResourceId scope) {
        Set<ResourceId> subjects = new TreeSet<>((a, b) -> a.key().compareTo(b.key()));
        @Nullable String cursor = null;
        do {
            Page<FindingSummary> page = desk.book()
                    .search(
                            /* open= */ true,
                            finding -> rules.matches(finding.rule())
                                    && (scope == null || finding.resource().isWithin(scope)),
                            cursor,
                            PAGE);
            page.items().forEach(finding -> subjects.add(finding.resource()));
            cursor = page.cursor();
        } while (cursor != null && subjects.size() < MOST);
        subjects.stream()
                .limit(MOST)
                .forEach(subject -> desk.jobs().look(new LookJob(subject, List.of(), 0), Duration.ZERO));
    }
}
