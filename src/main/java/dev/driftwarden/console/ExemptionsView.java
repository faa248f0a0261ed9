package dev.driftwarden.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The accepted deviations, and a form to make one.
 *
 * @param rows those that count, the first to end first
 * @param malformed tags and exemptions of Azure Policy that exempt nothing
 * @param form null for who may not make any
 */
public record ExemptionsView(
        List<Row> rows, List<Malformed> malformed, @Nullable MakeForm form) {
    public ExemptionsView {
        rows = List.copyOf(rows);
        malformed = List.copyOf(malformed);
    }

    /**
     * One exemption.
     *
     * @param source {@code policy}, {@code tag}, {@code console} or {@code azure policy}
     * @param soon whether it ends within a week
     * @param over whether its time is over
     * @param end where its end can be asked for; null when it cannot
     */
    public record Row(
            String rules,
            String source,
            String where,
            String owner,
            String reason,
            Moment until,
            boolean soon,
            boolean over,
            @Nullable String end) {}

    /** What exempts nothing, and why. */
    public record Malformed(String where, String what, String value, String problem, Moment seen) {}

    /**
     * What the form begins with.
     *
     * @param latest the last day that the policy allows
     */
    public record MakeForm(String rules, String scope, String until, String latest) {}
}
