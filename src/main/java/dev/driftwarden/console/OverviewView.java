package dev.driftwarden.console;

import dev.driftwarden.site.PracticeScenarios.Scenario;
import java.util.List;

/**
 * The first page.
 *
 * @param severities of the open findings, worst first, all four
 * @param waiting how many plans wait for an answer, as text
 * @param mode what the bot does where the policy names nothing
 * @param policyProblems why the newest policy file is not in force; empty when it is
 * @param queues how many messages wait in each
 */
public record OverviewView(
        List<Tally> severities,
        List<Tally> states,
        List<Tally> services,
        String waiting,
        String mode,
        String policyVersion,
        List<String> policyProblems,
        List<Tally> queues,
        List<FindingRow> latest,
        List<Scenario> scenarios) {
    public OverviewView {
        severities = List.copyOf(severities);
        states = List.copyOf(states);
        services = List.copyOf(services);
        policyProblems = List.copyOf(policyProblems);
        queues = List.copyOf(queues);
        latest = List.copyOf(latest);
        scenarios = List.copyOf(scenarios);
    }
}
