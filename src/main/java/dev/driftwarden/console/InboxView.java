package dev.driftwarden.console;

import java.util.List;

/**
 * What waits for an answer, by rule.
 *
 * @param more whether there are more than were looked at
 * @param total how many were looked at
 */
public record InboxView(List<Group> groups, int total, boolean more) {
    public InboxView {
        groups = List.copyOf(groups);
    }

    /**
     * Like questions.
     *
     * @param title of the question, or of one of them
     * @param link to the one question, or to the page where all are decided about
     * @param severity the worst
     * @param oldest when the first was asked
     * @param ends when the first one ends unanswered
     */
    public record Group(
            String rule, String title, String link, String severity, int count, Moment oldest, Moment ends) {}
}
