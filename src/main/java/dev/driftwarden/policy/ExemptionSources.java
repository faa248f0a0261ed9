package dev.driftwarden.policy;

import dev.driftwarden.rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Where exemptions may come from besides the policy file, and how far each may go.
 *
 * @param announceBefore how long before its end an exemption is announced, once for each
 */
public record ExemptionSources(Limits tags, Limits console, AzurePolicy azurePolicy, List<Duration> announceBefore) {
    private static final Duration LONGEST = Duration.ofDays(90);

    /** Tags and Azure Policy count for nothing, administrators may exempt for ninety days. */
    public static final ExemptionSources DEFAULT = new ExemptionSources(
            Limits.NONE,
            new Limits(true, List.of(RulePattern.of("*")), Set.of(), LONGEST),
            new AzurePolicy(List.of()),
            List.of(Duration.ofDays(7), Duration.ofDays(1)));

    public ExemptionSources {
        announceBefore = List.copyOf(announceBefore);
    }

    /**
     * How far one source may go.
     *
     * @param rules those it may exempt from
     * @param severities those it may exempt; empty for all
     * @param longest how far its end may lie ahead
     */
    public record Limits(boolean enabled, List<RulePattern> rules, Set<Severity> severities, Duration longest) {
        /** Nothing. */
        public static final Limits NONE = new Limits(false, List.of(RulePattern.of("*")), Set.of(), LONGEST);

        public Limits {
            rules = List.copyOf(rules);
            severities = Set.copyOf(severities);
        }

        public boolean covers(String rule) {
            return rules.stream().anyMatch(pattern -> pattern.matches(rule));
        }

        public boolean covers(Severity severity) {
            return severities.isEmpty() || severities.contains(severity);
        }
    }

    /**
     * Which exemptions of Azure Policy count for which rules.
     *
     * @param lines empty when none counts
     */
    public record AzurePolicy(List<Line> lines) {
        public AzurePolicy {
            lines = List.copyOf(lines);
        }

        /**
         * An exemption from this assignment is one from these rules.
         *
         * @param assignment the last part of the assignment's id, compared without regard to case
         */
        public record Line(String assignment, RulePattern rules) {}

        public boolean covers(String rule) {
            return lines.stream().anyMatch(line -> line.rules().matches(rule));
        }
    }
}
