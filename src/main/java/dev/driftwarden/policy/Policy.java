package dev.driftwarden.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The policy in force.
 *
 * @param version hash over the file's text; {@code built-in} when there is none
 * @param modes in file order; the last one that matches wins
 * @param neverTouch scopes below which nothing is ever written
 * @param parameters rule id to parameter to value, handed to the rules
 * @param outreach who is told what, and where tickets are kept besides the built-in list
 */
public record Policy(
        String version,
        Mode defaultMode,
        List<ModeEntry> modes,
        List<ResourceId> neverTouch,
        List<Exemption> exemptions,
        ExemptionSources exemptionSources,
        Promotions promotions,
        Approvals approvals,
        Budgets budgets,
        List<Freeze> freezes,
        Flips flips,
        IacOwnership iac,
        Map<String, Map<String, JsonNode>> parameters,
        Outreach outreach) {

    public Policy {
        modes = List.copyOf(modes);
        neverTouch = List.copyOf(neverTouch);
        exemptions = List.copyOf(exemptions);
        freezes = List.copyOf(freezes);
        parameters = Map.copyOf(parameters);
    }

    /** What holds without a policy file: observe everything, write nothing. */
    public static Policy observeOnly() {
        return new Policy(
                "built-in",
                Mode.OBSERVE,
                List.of(),
                List.of(),
                List.of(),
                ExemptionSources.DEFAULT,
                Promotions.DEFAULT,
                Approvals.DEFAULT,
                Budgets.DEFAULT,
                List.of(),
                Flips.DEFAULT,
                IacOwnership.DEFAULT,
                Map.of(),
                Outreach.NONE);
    }

    /** The same with these freezes. */
    public Policy withFreezes(List<Freeze> others) {
        return copy(promotions, others);
    }

    /** The same with these promotions. */
    public Policy withPromotions(Promotions others) {
        return copy(others, freezes);
    }

    private Policy copy(Promotions otherPromotions, List<Freeze> otherFreezes) {
        return new Policy(
                version,
                defaultMode,
                modes,
                neverTouch,
                exemptions,
                exemptionSources,
                otherPromotions,
                approvals,
                budgets,
                otherFreezes,
                flips,
                iac,
                parameters,
                outreach);
    }

    /**
     * One line that sets a mode.
     *
     * @param rules matches rule ids
     * @param named whether it names one rule without a wildcard; only then may it raise a rule above its own mode
     * @param scope null for everywhere
     * @param tags all must be present with these values, compared without regard to case
     * @param severities empty for all
     */
    public record ModeEntry(
            Pattern rules,
            String text,
            boolean named,
            @Nullable ResourceId scope,
            Map<String, String> tags,
            Set<Severity> severities,
            Mode mode) {}

    /**
     * Who approves.
     *
     * @param role the app role that an approver must hold
     * @param quorum how many different approvers a severity needs; 1 where absent
     * @param expiresAfter how long an approval waits before it expires into a ticket
     * @param escalateAfter how long it waits before further people are told; null for never
     * @param escalateTo whom or what to tell then: a name that notifications know, for people to read
     * @param unknownActor what is needed when nobody knows who made the change
     */
    public record Approvals(
            String role,
            Map<Severity, Integer> quorum,
            Duration expiresAfter,
            @Nullable Duration escalateAfter,
            String escalateTo,
            UnknownActor unknownActor) {
        public static final Approvals DEFAULT = new Approvals(
                "Driftwarden.Approver", Map.of(), Duration.ofHours(24), null, "escalation", UnknownActor.ALLOW);

        /** How many different people must approve, if it is known who made the change. */
        public int needed(Severity severity) {
            return quorum.getOrDefault(severity, 1);
        }
    }

    /** What is needed when nobody knows who made the change, so that an approver might be that person. */
    public enum UnknownActor {
        /** As many people as always. */
        ALLOW,
        /** At least two, of whom one has not made it. */
        SECOND
    }

    /** Writes allowed in one clock hour. */
    public record Budgets(int total, int perSubscription, int perRule) {
        public static final Budgets DEFAULT = new Budgets(100, 50, 25);
    }

    /** How many times a finding may come back within a time before the bot stops fixing it. */
    public record Flips(int limit, Duration within) {
        public static final Flips DEFAULT = new Flips(3, Duration.ofHours(24));
    }

    /**
     * How resources owned by infrastructure as code are recognised.
     *
     * @param tags tag names that mark them, compared without regard to case
     * @param identities application or object ids of pipelines
     */
    public record IacOwnership(Set<String> tags, Set<String> identities) {
        public static final IacOwnership DEFAULT = new IacOwnership(Set.of("azd-env-name", "terraform"), Set.of());
    }
}
