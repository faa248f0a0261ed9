package dev.driftwarden.report;

import dev.driftwarden.engine.Desk;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.report.Line.Life;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.rule.load.Frameworks;
import dev.driftwarden.store.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes reports of the findings that are open now. */
public final class Reporter {
    /** More would not fit the memory of a small instance. */
    static final int MOST_LINES = 10_000;

    private static final int PAGE = 500;

    private final Desk desk;

    public Reporter(Desk desk) {
        this.desk = desk;
    }

    /** A report of this moment; it reads the list of open findings once, page by page. */
    public Document document(String id) {
        List<RuleInfo> rules = desk.rules().get().all();
        Gathered gathered = gather(rules);
        return new Document(
                id,
                desk.clock().instant(),
                gathered.bySeverity,
                Frameworks.names().stream()
                        .map(framework -> Standing.of(framework, rules, gathered.byRule))
                        .toList(),
                gathered.lines,
                gathered.omitted);
    }

    private Gathered gather(List<RuleInfo> rules) {
        Map<String, RuleInfo> byId = new HashMap<>();
        rules.forEach(rule -> byId.put(rule.id(), rule));
        Gathered gathered = new Gathered();
        @Nullable String cursor = null;
        do {
            Page<FindingSummary> page = desk.book().list(true, cursor, PAGE);
            page.items().forEach(one -> gathered.add(one, byId.get(one.rule()), desk));
            cursor = page.cursor();
        } while (cursor != null);
        return gathered;
    }

    /** What has been seen of the list so far. */
    private static final class Gathered {
        private final Map<String, Long> bySeverity = new HashMap<>();
        private final Map<String, Long> byRule = new HashMap<>();
        private final List<Line> lines = new ArrayList<>();
        private long omitted;

        /** @param rule null when it is not in force any more */
        void add(FindingSummary finding, @Nullable RuleInfo rule, Desk desk) {
            bySeverity.merge(finding.severity().toString(), 1L, Long::sum);
            byRule.merge(finding.rule(), 1L, Long::sum);
            if (rule == null || lines.size() >= MOST_LINES) {
                omitted++;
            } else {
                lines.add(line(finding, rule, desk));
            }
        }

        private static Line line(FindingSummary finding, RuleInfo rule, Desk desk) {
            return new Line(
                    rule,
                    finding.resource(),
                    finding.resource().type(),
                    finding.state() == FindingState.UNKNOWN ? Verdict.ERROR : Verdict.FAIL,
                    finding.severity(),
                    finding.title(),
                    null,
                    desk.codec().tree(finding),
                    null,
                    new Life(finding.id(), finding.state(), finding.openedAt(), finding.actor()));
        }
    }
}
