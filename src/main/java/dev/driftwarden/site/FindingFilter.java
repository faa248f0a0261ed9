package dev.driftwarden.site;

import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.ledger.Shelf;
import dev.driftwarden.rule.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which findings somebody wants to see; an empty text means all.
 *
 * @param state {@code open}, {@code closed} or one state
 * @param subscription compared without regard to case
 * @param sort {@code newest}, {@code severity} (worst first) or {@code state} (what needs a person first)
 * @param q part of a resource id, title, rule or actor, compared without regard to case
 */
public record FindingFilter(
        String state, String severity, String service, String subscription, String rule, String q, String sort) {
    private static final String NEWEST = "newest";

    public static final FindingFilter OPEN = new FindingFilter("open", "", "", "", "", "", NEWEST);

    /** The query parameters that a filter is made of. */
    public static final Set<String> PARAMETERS =
            Set.of("state", "severity", "service", "subscription", "rule", "q", "sort");

    public static final List<String> SORTS = List.of(NEWEST, "severity", "state");

    public static final List<String> STATES = Stream.concat(
                    Stream.of("open", "closed"),
                    Arrays.stream(FindingState.values()).map(FindingState::toString))
            .distinct()
            .toList();

    public static final List<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Severity::toString).toList();

    public static FindingFilter read(Parameters parameters) {
        return new FindingFilter(
                parameters.oneOf("state", STATES, "open"),
                parameters.oneOf("severity", SEVERITIES, ""),
                parameters.text("service"),
                parameters.text("subscription"),
                parameters.text("rule"),
                parameters.text("q"),
                parameters.oneOf("sort", SORTS, NEWEST));
    }

    public FindingFilter inSubscription(String wanted) {
        return new FindingFilter(state, severity, service, wanted, rule, q, sort);
    }

    /** Whether what is wanted is among the open findings; if not, it is among the closed ones. */
    public boolean amongOpen() {
        return state.equals("open")
                || (!state.equals("closed")
                        && Arrays.stream(FindingState.values())
                                .anyMatch(one -> one.isOpen() && one.toString().equals(state)));
    }

    /** The list to go along: of those that keep the order, the one with the fewest others in it. */
    public Shelf shelf() {
        boolean open = amongOpen();
        boolean oneState = !state.equals("open") && !state.equals("closed");
        if (sort.equals("severity")) {
            return new Shelf(open, Shelf.By.SEVERITY, severity);
        }
        if (sort.equals("state")) {
            return new Shelf(open, Shelf.By.STATE, oneState ? state : "");
        }
        if (!rule.isEmpty()) {
            return new Shelf(open, Shelf.By.RULE, rule);
        }
        if (!subscription.isEmpty()) {
            return new Shelf(open, Shelf.By.SUBSCRIPTION, subscription);
        }
        if (!service.isEmpty()) {
            return new Shelf(open, Shelf.By.SERVICE, service);
        }
        if (!severity.isEmpty()) {
            return new Shelf(open, Shelf.By.SEVERITY, severity);
        }
        return oneState ? new Shelf(open, Shelf.By.STATE, state) : Shelf.all(open, Shelf.By.TIME);
    }

    public boolean matches(FindingSummary finding) {
        return (state.equals("open")
                        || state.equals("closed")
                        || finding.state().toString().equals(state))
                && (severity.isEmpty() || finding.severity().toString().equals(severity))
                && (service.isEmpty() || finding.service().equalsIgnoreCase(service))
                && (rule.isEmpty() || finding.rule().equalsIgnoreCase(rule))
                && (subscription.isEmpty() || subscription.equalsIgnoreCase(finding.subscription()))
                && (q.isEmpty() || speaksOf(finding, q.toLowerCase(Locale.ROOT)));
    }

    private static boolean speaksOf(FindingSummary finding, String wanted) {
        return Stream.of(
                        finding.resource().path(),
                        finding.resourceName(),
                        finding.title(),
                        finding.rule(),
                        finding.actor(),
                        finding.id())
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
