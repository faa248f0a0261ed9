package dev.driftwarden.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule: how far it may go and why, and what it would have done had it been allowed to.
 *
 * @param own the furthest that its author allows
 * @param lines the policy's lines about it, in file order
 * @param standard its mode where no line matches
 * @param stage how far people let it go; null when they said nothing
 * @param furthest the furthest that it may be promoted
 * @param choices the stages that may be set now; empty for who may not
 * @param findings where its findings are listed
 */
public record RuleView(
        String id,
        String title,
        String severity,
        String facts,
        String own,
        List<String> lines,
        String standard,
        @Nullable String stage,
        String furthest,
        List<Choice> choices,
        boolean admin,
        Shadow shadow,
        String address,
        String findings) {
    public RuleView {
        lines = List.copyOf(lines);
        choices = List.copyOf(choices);
    }

    /**
     * A stage that can be set.
     *
     * @param promotes whether it lets the rule go further than now
     */
    public record Choice(String mode, String text, boolean promotes) {}

    /**
     * What only the mode kept back.
     *
     * @param more where the list goes on; null at its end
     */
    public record Shadow(
            long days,
            int written,
            int asked,
            List<Line> lines,
            @Nullable String more) {
        public Shadow {
            lines = List.copyOf(lines);
        }
    }

    /** One plan that was kept back. */
    public record Line(String resource, String finding, String text, Moment at) {}
}
