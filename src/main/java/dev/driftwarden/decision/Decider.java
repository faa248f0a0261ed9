package dev.driftwarden.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.decision.Decision.Reason;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.policy.Policy.ModeEntry;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The decision function. It starts from the policy's mode and lets every further consideration lower it, never raise it: so
 * whatever the order, no path leads to a write past a consideration that forbids it.
 */
public final class Decider {
    private Decider() {}

    public static Decision decide(Situation situation) {
        Steps steps = new Steps(policyMode(situation));
        exempt(situation, steps);
        held(situation, steps);
        neverTouched(situation, steps);
        fixable(situation, steps);
        guarded(situation, steps);
        ownedByCode(situation, steps);
        fighting(situation, steps);
        frozen(situation, steps);
        overBudget(situation, steps);
        killed(situation, steps);
        return steps.decision();
    }

    private static Reason policyMode(Situation situation) {
        Judgement judgement = situation.judgement();
        Mode own = judgement.rule().mode();
        Optional<ModeEntry> entry = lastMatch(situation);
        if (entry.isEmpty()) {
            Mode mode = situation.policy().defaultMode().atMost(own);
            return new Reason("policy-default", "No line of the policy matches: default mode " + mode + ".", mode);
        }
        ModeEntry line = entry.get();
        Mode mode = line.named() ? line.mode() : line.mode().atMost(own);
        String capped = mode == line.mode() ? "" : ", lowered to the rule's own mode " + mode;
        return new Reason("policy-mode", "Policy line '" + line.text() + "' says " + line.mode() + capped + ".", mode);
    }

    private static Optional<ModeEntry> lastMatch(Situation situation) {
        ModeEntry match = null;
        Judgement judgement = situation.judgement();
        for (ModeEntry entry : situation.policy().modes()) {
            if (entry.rules().matcher(judgement.rule().id()).matches()
                    && covers(entry.scope(), judgement.resource())
                    && tagged(entry.tags(), situation.resource())
                    && severe(entry, judgement.severity())) {
                match = entry;
            }
        }
        return Optional.ofNullable(match);
    }

    private static boolean severe(ModeEntry entry, Severity severity) {
        return entry.severities().isEmpty() || entry.severities().contains(severity);
    }

    private static boolean covers(@Nullable ResourceId scope, ResourceId resource) {
        return scope == null || resource.isWithin(scope);
    }

    private static boolean tagged(Map<String, String> wanted, @Nullable JsonNode resource) {
        return wanted.entrySet().stream()
                .allMatch(tag -> tagValues(resource, tag.getKey()::equalsIgnoreCase).stream()
                        .anyMatch(tag.getValue()::equalsIgnoreCase));
    }

    private static List<String> tagValues(@Nullable JsonNode resource, Predicate<String> name) {
        List<String> values = new ArrayList<>();
        if (resource != null) {
            resource.path("tags").properties().forEach(tag -> {
                if (name.test(tag.getKey())) {
                    values.add(tag.getValue().asText());
                }
            });
        }
        return values;
    }

    private static void exempt(Situation situation, Steps steps) {
        for (Policy.Exemption exemption : situation.policy().exemptions()) {
            if (exemption.rules().matcher(situation.judgement().rule().id()).matches()
                    && covers(exemption.scope(), situation.judgement().resource())
                    && tagged(exemption.tags(), situation.resource())) {
                applyExemption(exemption, situation.now(), steps);
            }
        }
    }

    private static void applyExemption(Policy.Exemption exemption, Instant now, Steps steps) {
        String who = "owner " + exemption.owner() + ", until " + exemption.until() + ": " + exemption.reason();
        if (now.isBefore(exemption.until())) {
            steps.lower("exempt", "Exempt (" + who + ").", Mode.OBSERVE);
        } else {
            steps.remark("exemption-expired", "An exemption has expired (" + who + ").");
        }
    }

    private static void held(Situation situation, Steps steps) {
        if (situation.hold() != null) {
            steps.lower("held", "Held: " + situation.hold(), Mode.OBSERVE);
        }
    }

    private static void neverTouched(Situation situation, Steps steps) {
        for (ResourceId scope : situation.policy().neverTouch()) {
            if (situation.judgement().resource().isWithin(scope)) {
                steps.lower("never-touch", "The policy forbids every write below " + scope + ".", Mode.TICKET);
            }
        }
    }

    private static void fixable(Situation situation, Steps steps) {
        if (situation.judgement().fix() == null) {
            steps.lower("no-fix", "The rule has no fix that can be computed here.", Mode.TICKET);
        } else if (!situation.judgement().fix().reversible()) {
            steps.lower("irreversible", "The fix cannot be undone, so a person decides.", Mode.APPROVE);
        }
    }

    private static void guarded(Situation situation, Steps steps) {
        situation.judgement().guards().forEach(guard -> steps.lower("guard", guard.because(), guard.atMost()));
        situation.guards().forEach(guard -> steps.lower("guard", guard.because(), guard.atMost()));
    }

    private static void ownedByCode(Situation situation, Steps steps) {
        Policy.IacOwnership iac = situation.policy().iac();
        for (String tag : iac.tags()) {
            if (!tagValues(situation.resource(), tag::equalsIgnoreCase).isEmpty()) {
                steps.lower("iac-owned", "Tag '" + tag + "' says that code owns it: change the code.", Mode.TICKET);
                return;
            }
        }
        if (situation.actor() != null
                && (iac.identities().contains(String.valueOf(situation.actor().applicationId()))
                        || iac.identities()
                                .contains(String.valueOf(situation.actor().objectId())))) {
            steps.lower("iac-owned", "A known pipeline made the change: change the code.", Mode.TICKET);
        }
    }

    private static void fighting(Situation situation, Steps steps) {
        Policy.Flips flips = situation.policy().flips();
        Instant since = situation.now().minus(flips.within());
        long recent =
                situation.recentOpenings().stream().filter(since::isBefore).count();
        if (recent >= flips.limit()) {
            steps.lower(
                    "fight",
                    "It came back " + recent + " times within " + flips.within() + ": fixing again would only fight.",
                    Mode.TICKET);
        }
    }

    private static void frozen(Situation situation, Steps steps) {
        for (Policy.FreezeWindow freeze : situation.policy().freezes()) {
            if (!situation.now().isBefore(freeze.from())
                    && situation.now().isBefore(freeze.to())
                    && covers(freeze.scope(), situation.judgement().resource())) {
                steps.lower("frozen", "Freeze '" + freeze.name() + "' lasts until " + freeze.to() + ".", Mode.TICKET);
            }
        }
    }

    private static void overBudget(Situation situation, Steps steps) {
        if (situation.budget() != null) {
            steps.lower("over-budget", situation.budget(), Mode.APPROVE);
        }
    }

    private static void killed(Situation situation, Steps steps) {
        if (situation.killSwitch() != null) {
            steps.lower("kill-switch", "The kill switch is on: " + situation.killSwitch(), Mode.OBSERVE);
        }
    }

    /** The considerations so far. */
    private static final class Steps {
        private final List<Reason> reasons = new ArrayList<>();
        private Mode mode;

        Steps(Reason first) {
            reasons.add(first);
            mode = first.mode();
        }

        void lower(String code, String text, Mode atMost) {
            mode = mode.atMost(atMost);
            reasons.add(new Reason(code, text, mode));
        }

        void remark(String code, String text) {
            reasons.add(new Reason(code, text, mode));
        }

        Decision decision() {
            return new Decision(mode, reasons);
        }
    }
}
