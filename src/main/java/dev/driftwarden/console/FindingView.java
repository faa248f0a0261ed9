package dev.driftwarden.console;

import dev.driftwarden.decision.Decision.Reason;
import dev.driftwarden.site.Shown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding's page.
 *
 * @param resource the whole id
 * @param now what its state means, one sentence
 * @param what what is wrong
 * @param cause who did what, one sentence
 * @param occurred when, as the event says
 * @param hold why the bot leaves it alone
 * @param story from the change to now
 * @param related other findings of the same resource
 * @param alike other open findings of the same rule
 * @param ticket id of the open ticket
 */
public record FindingView(
        FindingRow head,
        String resource,
        String now,
        String what,
        String cause,
        @Nullable Moment occurred,
        List<String> evidence,
        List<String> notes,
        List<ReasonView> reasons,
        @Nullable PlanView plan,
        @Nullable String ticket,
        @Nullable String hold,
        List<StoryLine> story,
        List<FindingRow> related,
        List<FindingRow> alike,
        ChoicesView choices) {
    public FindingView {
        evidence = List.copyOf(evidence);
        notes = List.copyOf(notes);
        reasons = List.copyOf(reasons);
        story = List.copyOf(story);
        related = List.copyOf(related);
        alike = List.copyOf(alike);
    }

    /**
     * One consideration of the decision.
     *
     * @param mode how far the bot might go after it
     */
    public record ReasonView(String text, String mode) {
        static ReasonView of(Reason reason) {
            return new ReasonView(
                    Shown.text(reason.text(), Shown.BLOCK), reason.mode().toString());
        }
    }
}
