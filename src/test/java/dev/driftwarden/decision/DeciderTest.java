package dev.driftwarden.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.change.Actor;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.policy.Policy.Exemption;
import dev.driftwarden.policy.Policy.FreezeWindow;
import dev.driftwarden.policy.Policy.ModeEntry;
import dev.driftwarden.policy.RulePattern;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.GuardResult;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeciderTest {
    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
    private static final ResourceId SUBSCRIPTION =
            ResourceId.parse("/subscriptions/00000000-0000-0000-0000-00000000000A");

    /** What can forbid a write, switched on one by one. */
    private record Brakes(
            boolean exempt,
            boolean held,
            boolean neverTouch,
            boolean locked,
            boolean frozen,
            boolean overBudget,
            boolean killed,
            boolean fighting) {
        static List<Brakes> all() {
            List<Brakes> all = new ArrayList<>();
            for (int bits = 0; bits < 256; bits++) {
                all.add(new Brakes(
                        on(bits, 0),
                        on(bits, 1),
                        on(bits, 2),
                        on(bits, 3),
                        on(bits, 4),
                        on(bits, 5),
                        on(bits, 6),
                        on(bits, 7)));
            }
            return all;
        }

        private static boolean on(int bits, int number) {
            return (bits >> number & 1) == 1;
        }

        boolean any() {
            return exempt || held || neverTouch || locked || frozen || overBudget || killed || fighting;
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void neverWritesWhileAnythingForbidsIt(Mode policyMode) {
        for (Mode ruleMode : Mode.values()) {
            for (Brakes brakes : Brakes.all()) {
                Decision decision = Decider.decide(situation(policyMode, ruleMode, brakes));
                boolean writes = decision.mode() == Mode.AUTO;
                assertThat(writes)
                        .as("policy %s rule %s %s", policyMode, ruleMode, brakes)
                        .isEqualTo(policyMode == Mode.AUTO && ruleMode == Mode.AUTO && !brakes.any());
            }
        }
    }

    @Test
    void asksNobodyWhileObservingExemptHeldOrKilled() {
        for (Brakes brakes : Brakes.all()) {
            Decision decision = Decider.decide(situation(Mode.AUTO, Mode.AUTO, brakes));
            if (brakes.exempt() || brakes.held() || brakes.killed()) {
                assertThat(decision.mode()).as("%s", brakes).isEqualTo(Mode.OBSERVE);
            }
        }
    }

    @Test
    void saysEveryReasonInOrder() {
        Decision decision = Decider.decide(
                situation(Mode.AUTO, Mode.AUTO, new Brakes(true, true, true, true, true, true, true, true)));
        assertThat(decision.reasons())
                .extracting(Decision.Reason::code)
                .containsExactly(
                        "policy-default",
                        "exempt",
                        "held",
                        "never-touch",
                        "guard",
                        "fight",
                        "frozen",
                        "over-budget",
                        "kill-switch");
    }

    @Test
    void observesWithoutAnyPolicy() {
        Decision decision = Decider.decide(
                situation(Policy.observeOnly(), Mode.AUTO, List.of(), null, null, null, List.of(), Map.of(), null));
        assertThat(decision.mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void letsTheLastMatchingLineWin() {
        Policy policy = policy(Mode.OBSERVE, line("storage.*", Mode.AUTO, Map.of()), line("*", Mode.TICKET, Map.of()));
        assertThat(decide(policy, Mode.AUTO, Map.of()).mode()).isEqualTo(Mode.TICKET);
    }

    @Test
    void matchesTagsWithoutRegardToCase() {
        Policy policy = policy(Mode.OBSERVE, line("storage.*", Mode.AUTO, Map.of("env", "dev")));
        assertThat(decide(policy, Mode.AUTO, Map.of("ENV", "Dev")).mode()).isEqualTo(Mode.AUTO);
        assertThat(decide(policy, Mode.AUTO, Map.of("env", "prod")).mode()).isEqualTo(Mode.OBSERVE);
        assertThat(decide(policy, Mode.AUTO, Map.of()).mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void raisesARuleAboveItsOwnModeOnlyWhenNamed() {
        assertThat(decide(policy(Mode.OBSERVE, line("storage.*", Mode.AUTO, Map.of())), Mode.APPROVE, Map.of())
                        .mode())
                .isEqualTo(Mode.APPROVE);
        assertThat(decide(policy(Mode.OBSERVE, line("storage.https-only", Mode.AUTO, Map.of())), Mode.APPROVE, Map.of())
                        .mode())
                .isEqualTo(Mode.AUTO);
    }

    @Test
    void doesNotApplyAnExpiredExemptionAndSaysSo() {
        Policy policy = with(policy(Mode.AUTO), List.of(exemption(NOW)), List.of(), List.of());
        Decision decision = decide(policy, Mode.AUTO, Map.of());
        assertThat(decision.mode()).isEqualTo(Mode.AUTO);
        assertThat(decision.reasons()).extracting(Decision.Reason::code).contains("exemption-expired");
    }

    @Test
    void leavesWhatCodeOwnsToItsOwners() {
        assertThat(decide(policy(Mode.AUTO), Mode.AUTO, Map.of("azd-env-name", "shop"))
                        .mode())
                .isEqualTo(Mode.TICKET);
    }

    @Test
    void asksBeforeAFixThatCannotBeUndone() {
        Decision decision = Decider.decide(new Situation(
                Samples.failing(Mode.AUTO, Samples.fix(false), List.of()),
                policy(Mode.AUTO),
                null,
                null,
                List.of(),
                null,
                null,
                List.of(),
                null,
                NOW));
        assertThat(decision.mode()).isEqualTo(Mode.APPROVE);
    }

    @Test
    void opensATicketWhenThereIsNoFix() {
        Decision decision = Decider.decide(new Situation(
                Samples.failing(Mode.AUTO, null, List.of()),
                policy(Mode.AUTO),
                null,
                null,
                List.of(),
                null,
                null,
                List.of(),
                null,
                NOW));
        assertThat(decision.mode()).isEqualTo(Mode.TICKET);
    }

    private static Decision decide(Policy policy, Mode ruleMode, Map<String, String> tags) {
        return Decider.decide(situation(policy, ruleMode, List.of(), null, null, null, List.of(), tags, null));
    }

    private static Situation situation(Mode policyMode, Mode ruleMode, Brakes brakes) {
        Policy policy = with(
                policy(policyMode),
                brakes.exempt() ? List.of(exemption(NOW.plusSeconds(60))) : List.of(),
                brakes.neverTouch() ? List.of(SUBSCRIPTION) : List.of(),
                brakes.frozen()
                        ? List.of(new FreezeWindow("x", NOW.minusSeconds(1), NOW.plusSeconds(1), null))
                        : List.of());
        List<Instant> openings = brakes.fighting()
                ? List.of(NOW.minusSeconds(3), NOW.minusSeconds(2), NOW.minusSeconds(1))
                : List.of(NOW);
        return situation(
                policy,
                ruleMode,
                openings,
                brakes.killed() ? "drill" : null,
                brakes.held() ? "wait" : null,
                brakes.overBudget() ? "used up" : null,
                brakes.locked() ? List.of(new GuardResult(Mode.TICKET, "locked")) : List.of(),
                Map.of(),
                null);
    }

    private static Situation situation(
            Policy policy,
            Mode ruleMode,
            List<Instant> openings,
            @Nullable String killed,
            @Nullable String held,
            @Nullable String budget,
            List<GuardResult> guards,
            Map<String, String> tags,
            @Nullable Actor actor) {
        return new Situation(
                Samples.failing(ruleMode, Samples.fix(true), List.of()),
                policy,
                Samples.account(false, tags),
                actor,
                openings,
                killed,
                held,
                guards,
                budget,
                NOW);
    }

    private static ModeEntry line(String rules, Mode mode, Map<String, String> tags) {
        RulePattern pattern = RulePattern.of(rules);
        return new ModeEntry(
                pattern.pattern(), rules, pattern.named(), SUBSCRIPTION, tags, Set.of(Severity.HIGH), mode);
    }

    private static Exemption exemption(Instant until) {
        return new Exemption(RulePattern.of("storage.*").pattern(), "storage.*", null, Map.of(), "pat", "test", until);
    }

    private static Policy policy(Mode mode, ModeEntry... lines) {
        Policy base = Policy.observeOnly();
        return new Policy(
                "v",
                mode,
                List.of(lines),
                List.of(),
                List.of(),
                base.approvals(),
                base.budgets(),
                List.of(),
                new Policy.Flips(3, Duration.ofHours(24)),
                base.iac(),
                base.entra(),
                Map.of());
    }

    private static Policy with(
            Policy base, List<Exemption> exemptions, List<ResourceId> neverTouch, List<FreezeWindow> freezes) {
        return new Policy(
                base.version(),
                base.defaultMode(),
                base.modes(),
                neverTouch,
                exemptions,
                base.approvals(),
                base.budgets(),
                freezes,
                base.flips(),
                base.iac(),
                base.entra(),
                base.parameters());
    }
}
