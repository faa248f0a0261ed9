package dev.driftwarden.console;

import dev.driftwarden.site.PracticeScenarios.Scenario;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first page.
 *
 * @param severities of the open findings, worst first, all four
 * @param waiting how many plans wait for an answer
 * @param troubles why the bot is not well, one sentence each
 * @param mode what the bot does where the policy names nothing
 * @param policyProblems why the newest policy file is not in force; empty when it is
 * @param queues what waits in each
 * @param sweep the last sweep, one sentence
 * @param swept when that began; null when there was none
 * @param latest open findings, newest first
 * @param closed what was fixed or ended otherwise, newest first
 */
public record OverviewView(
        List<Tally> severities,
        long waiting,
        List<String> troubles,
        List<Tally> states,
        List<Tally> services,
        List<Tally> subscriptions,
        List<Chart> charts,
        String mode,
        String policyVersion,
        List<String> policyProblems,
        List<QueueLine> queues,
        String sweep,
        @Nullable Moment swept,
        List<FindingRow> latest,
        List<FindingRow> closed,
        List<Scenario> scenarios) {
    public OverviewView {
        severities = List.copyOf(severities);
        troubles = List.copyOf(troubles);
        states = List.copyOf(states);
        services = List.copyOf(services);
        subscriptions = List.copyOf(subscriptions);
        charts = List.copyOf(charts);
        policyProblems = List.copyOf(policyProblems);
        queues = List.copyOf(queues);
        latest = List.copyOf(latest);
        closed = List.copyOf(closed);
        scenarios = List.copyOf(scenarios);
    }

    /**
     * A queue.
     *
     * @param text how much waits and for how long
     */
    public record QueueLine(String name, String text) {}

    /** How many findings are open. */
    public long open() {
        return severities.stream().mapToLong(Tally::count).sum();
    }
}
