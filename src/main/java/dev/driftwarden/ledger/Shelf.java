package dev.driftwarden.ledger;

import dev.driftwarden.finding.FindingState;
import dev.driftwarden.rule.Severity;
import java.util.List;
import java.util.Locale;

/**
 * A list of findings that is kept in order, so that no search has to go through all of them.
 *
 * @param value only those alike in this, newest first; empty for all, in the order of what they are arranged by
 */
public record Shelf(boolean open, By by, String value) {
    private static final int LONGEST_PART = 60;
    private static final List<FindingState> NEEDIEST_FIRST = List.of(
            FindingState.FAILED,
            FindingState.AWAITING_APPROVAL,
            FindingState.TICKETED,
            FindingState.UNKNOWN,
            FindingState.APPLYING,
            FindingState.VERIFYING,
            FindingState.OPEN,
            FindingState.FIXED,
            FindingState.RESOLVED,
            FindingState.GONE);

    /** What findings are arranged by. */
    public enum By {
        /** Newest first. */
        TIME,
        /** Worst first, then newest. */
        SEVERITY,
        /** What needs a person first, then newest. */
        STATE,
        SERVICE,
        RULE,
        /** By subscription id; what belongs to none is under {@code tenant}. */
        SUBSCRIPTION
    }

    /** All open or all closed findings in this order. */
    public static Shelf all(boolean open, By by) {
        return new Shelf(open, by, "");
    }

    /** The beginning of its rows' keys. */
    String prefix() {
        if (by == By.TIME) {
            return name();
        }
        return value.isEmpty() ? name() : name() + part(value) + "|";
    }

    private String name() {
        String list = open ? "i|open" : "i|closed";
        return by == By.TIME ? list + "|" : list + "." + by.name().toLowerCase(Locale.ROOT) + "|";
    }

    /** The key of the row in which a finding stands here; it ends with the finding's id. */
    static String row(FindingSummary finding, By by, String newestFirst) {
        Shelf shelf = new Shelf(finding.state().isOpen(), by, by == By.TIME ? "" : value(finding, by));
        return shelf.prefix() + newestFirst + "|" + finding.id();
    }

    private static String value(FindingSummary finding, By by) {
        return switch (by) {
            case TIME -> "";
            case SEVERITY -> finding.severity().toString();
            case STATE -> finding.state().toString();
            case SERVICE -> finding.service();
            case RULE -> finding.rule();
            case SUBSCRIPTION -> finding.subscription();
        };
    }

    /** As it stands in keys. Long values may share a part, so what is found is compared with the value again. */
    private String part(String of) {
        return switch (by) {
            case SEVERITY -> ranked(worstFirst(), of);
            case STATE ->
                ranked(NEEDIEST_FIRST.stream().map(FindingState::toString).toList(), of);
            default -> cut(of.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "_"));
        };
    }

    private static List<String> worstFirst() {
        return List.of(Severity.values()).stream()
                .sorted((a, b) -> b.compareTo(a))
                .map(Severity::toString)
                .toList();
    }

    private static String ranked(List<String> order, String value) {
        return order.contains(value) ? Integer.toString(order.indexOf(value)) : "-";
    }

    private static String cut(String text) {
        return text.length() > LONGEST_PART ? text.substring(0, LONGEST_PART) : text;
    }
}
