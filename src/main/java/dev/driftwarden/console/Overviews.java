package dev.driftwarden.console;

import dev.driftwarden.engine.Jobs;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.site.FindingFilter;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.store.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes what the overview and the controls page show. */
final class Overviews {
    private static final int LATEST = 10;
    private static final int COUNTED_APPROVALS = 100;
    private static final String LIST = "/console/findings?";

    private final SiteParts parts;

    Overviews(SiteParts parts) {
        this.parts = parts;
    }

    OverviewView view(Instant now) {
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

    ControlsView controls(Visit visit) {
        Policy policy = parts.desk().policy().get();
        String killSwitch = parts.desk()
                .controls()
                .killSwitch()
                .map(on -> on.by() + ", " + Moment.of(on.since(), visit.now()).exact() + ": " + on.reason())
                .map(text -> Shown.text(text, Shown.BLOCK))
                .orElse(null);
        return new ControlsView(
                killSwitch,
                parts.mayAdminister(visit.person()),
                policy.version(),
                policy.defaultMode().toString(),
                policy.modes().stream().map(Overviews::line).toList(),
                policyProblems());
    }

    private static String line(Policy.ModeEntry entry) {
        StringBuilder text = new StringBuilder(entry.text());
        if (entry.scope() != null) {
            text.append(" in ").append(entry.scope());
        }
        if (!entry.tags().isEmpty()) {
            text.append(" tagged ").append(entry.tags());
        }
        if (!entry.severities().isEmpty()) {
            text.append(" of severity ").append(entry.severities());
        }
        return Shown.text(text + ": " + entry.mode(), Shown.BLOCK);
    }
}
