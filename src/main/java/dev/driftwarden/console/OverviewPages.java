package dev.driftwarden.console;

import dev.driftwarden.console.OverviewView.QueueLine;
import dev.driftwarden.engine.HealthCheck;
import dev.driftwarden.engine.HealthReport;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Counts;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.site.FindingFilter;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The first page: how things stand, in ten seconds. */
final class OverviewPages {
    private static final int LATEST = 5;
    private static final int LATEST_CLOSED = 3;
    private static final int MOST_SUBSCRIPTIONS = 12;
    private static final String LIST = "/console/findings?";
    private static final String WAITING = FindingState.AWAITING_APPROVAL.toString();
    private static final Set<String> OPEN = Arrays.stream(FindingState.values())
            .filter(FindingState::isOpen)
            .map(FindingState::toString)
            .collect(Collectors.toSet());

    private final SiteParts parts;
    private final Replies replies;
    private final HealthCheck health;

    /** Pages ask every four seconds; what other workers have committed is seen within this. */
    private final Recent<OverviewView> recent = new Recent<>(Duration.ofSeconds(10));

    OverviewPages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
        this.health = new HealthCheck(parts.desk(), parts.queues());
    }

    Section section() {
        return Section.of("overview", "Overview", 0)
                .page("", this::show)
                .action("/practice", this::practice)
                .notice("practice", "Done. Watch the findings: it is caught in a few seconds.");
    }

    private WebResponse show(Visit visit) {
        OverviewView view = recent.get(basis(), visit.now(), () -> view(visit.now()));
        return replies.page(visit, "overview", "Overview", /* live= */ true, view);
    }

    /** What this worker knows without asking the store. The kill switch stands around every page and is always read. */
    private List<Object> basis() {
        return List.of(
                parts.desk().book().commits(),
                parts.desk().policy().get().version(),
                parts.policyProblems().get());
    }

    private WebResponse practice(Visit visit, Form form) {
        return parts.scenarios().run(form.field("scenario"))
                ? replies.seeOther(Console.HOME, "practice")
                : replies.notFound(visit.person());
    }

    private OverviewView view(Instant now) {
        Counts totals = parts.desk().book().totals();
        Map<String, Long> counts = totals.byKey();
        List<Tally> states = Tally.by(counts, 0, state -> true, LIST + "state=");
        HealthReport report = health.report();
        Policy policy = parts.desk().policy().get();
        return new OverviewView(
                severities(Tally.by(counts, 1, OPEN::contains, LIST + "severity=")),
                states.stream()
                        .filter(one -> one.name().equals(WAITING))
                        .mapToLong(Tally::count)
                        .sum(),
                report.reasons(),
                states,
                Tally.by(counts, 2, OPEN::contains, LIST + "service="),
                subscriptions(totals.openBySubscription()),
                new TrendCharts(parts.desk().book().trend().last(TrendCharts.DAYS, now), now).all(),
                policy.defaultMode().toString(),
                policy.version(),
                policyProblems(),
                queues(report),
                sweep(report.lastSweep()),
                report.lastSweep() == null ? null : Moment.of(report.lastSweep().startedAt(), now),
                newest(/* open= */ true, LATEST, now),
                newest(/* open= */ false, LATEST_CLOSED, now),
                parts.scenarios().all());
    }

    private List<FindingRow> newest(boolean open, int most, Instant now) {
        return parts.desk().book().list(open, null, most).items().stream()
                .map(one -> FindingRow.of(one, now))
                .toList();
    }

    /** All four, worst first, also those with none: that there is nothing critical is worth a look. */
    private static List<Tally> severities(List<Tally> counted) {
        List<String> worstFirst = new ArrayList<>(FindingFilter.SEVERITIES);
        Collections.reverse(worstFirst);
        return worstFirst.stream()
                .map(name -> counted.stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElse(new Tally(name, 0, LIST + "severity=" + name)))
                .toList();
    }

    private static List<Tally> subscriptions(Map<String, Long> open) {
        return open.entrySet().stream()
                .map(one -> new Tally(
                        Shown.text(one.getKey(), Shown.LINE),
                        one.getValue(),
                        Addresses.findings(FindingFilter.OPEN.inSubscription(one.getKey()), "")))
                .sorted((a, b) -> Long.compare(b.count(), a.count()))
                .limit(MOST_SUBSCRIPTIONS)
                .toList();
    }

    private List<String> policyProblems() {
        return parts.policyProblems().get().stream()
                .map(text -> Shown.text(text, Shown.BLOCK))
                .toList();
    }

    private static List<QueueLine> queues(HealthReport report) {
        return report.queues().entrySet().stream()
                .map(one -> new QueueLine(one.getKey(), waiting(one.getValue())))
                .toList();
    }

    private static String waiting(HealthReport.QueueState queue) {
        if (queue.depth() == 0) {
            return "empty";
        }
        long minutes = queue.oldest().toMinutes();
        return queue.depth() + " waiting" + (minutes < 1 ? "" : ", for up to " + minutes + " min");
    }

    private static String sweep(@Nullable Sweep sweep) {
        return sweep == null
                ? "none yet"
                : sweep.state() + ", " + sweep.tally().resources() + " resources"
                        + (sweep.tally().gaps() > 0 ? ", " + sweep.tally().gaps() + " things not seen" : "");
    }
}
