package dev.driftwarden.console;

import dev.driftwarden.engine.Jobs;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.site.FindingFilter;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.store.Page;
import dev.driftwarden.web.WebResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The first page: how things stand, in ten seconds. */
final class OverviewPages {
    private static final int LATEST = 10;
    private static final int COUNTED_APPROVALS = 100;
    private static final String LIST = "/console/findings?";

    private final SiteParts parts;
    private final Replies replies;

    OverviewPages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
    }

    Section section() {
        return Section.of("overview", "Overview", 0)
                .page("", this::show)
                .action("/practice", this::practice)
                .notice("practice", "Done. Watch the findings: it is caught in a few seconds.");
    }

    private WebResponse show(Visit visit) {
        return replies.page(visit, "overview", "Overview", /* live= */ true, view(visit.now()));
    }

    private WebResponse practice(Visit visit, Form form) {
        return parts.scenarios().run(form.field("scenario"))
                ? replies.seeOther(Console.HOME, "practice")
                : replies.notFound(visit.person());
    }

    private OverviewView view(Instant now) {
        Map<String, Long> counts = parts.desk().book().counts();
        Set<String> open = Arrays.stream(FindingState.values())
                .filter(FindingState::isOpen)
                .map(FindingState::toString)
                .collect(Collectors.toSet());
        return new OverviewView(
                severities(Tally.by(counts, 1, open::contains, LIST + "severity=")),
                Tally.by(counts, 0, state -> true, LIST + "state="),
                Tally.by(counts, 2, open::contains, LIST + "service="),
                waiting(),
                parts.desk().policy().get().defaultMode().toString(),
                parts.desk().policy().get().version(),
                policyProblems(),
                queues(),
                parts.desk().book().list(true, null, LATEST).items().stream()
                        .map(one -> FindingRow.of(one, now))
                        .toList(),
                parts.scenarios().all());
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

    private String waiting() {
        Page<Approval> inbox = parts.desk().book().inbox(null, COUNTED_APPROVALS);
        return inbox.items().size() + (inbox.cursor() == null ? "" : "+");
    }

    private List<String> policyProblems() {
        return parts.policyProblems().get().stream()
                .map(text -> Shown.text(text, Shown.BLOCK))
                .toList();
    }

    private List<Tally> queues() {
        return Jobs.QUEUES.stream()
                .map(queue -> new Tally(queue, parts.queues().depth(queue), ""))
                .toList();
    }
}
