package dev.driftwarden.decision;

import static dev.driftwarden.decision.Situations.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.change.Actor;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Mode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeciderTest {
    private static final String EXEMPT =
            "exemptions: [ { rules: \"storage.*\", owner: pat, reason: test, until: \"2026-10-01T12:00:01Z\" } ]\n";
    private static final String UNTOUCHED = "never-touch: [ /subscriptions/00000000-0000-0000-0000-00000000000a ]\n";

    /** What can forbid a write, switched on one by one. */
    private enum Brake {
        EXEMPT(Mode.OBSERVE, "exempt"),
        HELD(Mode.OBSERVE, "held"),
        NEVER_TOUCH(Mode.TICKET, "never-touch"),
        NO_FIX(Mode.TICKET, "no-fix"),
        LOCKED(Mode.TICKET, "guard"),
        OWNED_BY_CODE(Mode.TICKET, "iac-owned"),
        FIGHTING(Mode.TICKET, "fight"),
        FROZEN(Mode.TICKET, "frozen"),
        OVER_BUDGET(Mode.APPROVE, "over-budget"),
        KILLED(Mode.OBSERVE, "kill-switch");

        private final Mode atMost;
        private final String code;

        Brake(Mode atMost, String code) {
            this.atMost = atMost;
            this.code = code;
        }

        private static final List<Brake> ALL = List.of(values());

        boolean in(int bits) {
            return (bits >> ALL.indexOf(this) & 1) == 1;
        }

        static List<Brake> of(int bits) {
            return ALL.stream().filter(brake -> brake.in(bits)).toList();
        }
    }

    private static Situations situation(Mode policyMode, Mode ruleMode, int brakes) {
        Situations situation = under("defaults: { mode: " + policyMode + " }\n"
                        + (Brake.EXEMPT.in(brakes) ? EXEMPT : "")
                        + (Brake.NEVER_TOUCH.in(brakes) ? UNTOUCHED : ""))
                .rule(ruleMode);
        Brake.of(brakes).forEach(brake -> {
            switch (brake) {
                case EXEMPT, NEVER_TOUCH -> {}
                case HELD -> situation.held();
                case NO_FIX -> situation.unfixable();
                case LOCKED -> situation.guard(Mode.TICKET);
                case OWNED_BY_CODE -> situation.tag("terraform", "yes");
                case FIGHTING -> situation.opened(3);
                case FROZEN -> situation.frozen();
                case OVER_BUDGET -> situation.overBudget();
                case KILLED -> situation.killed();
            }
        });
        return situation;
    }

    /** Every combination of modes and brakes: the mode is the most careful of all, and every reason is said, in order. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void takesTheMostCarefulOfAllConsiderations(Mode policyMode) {
        for (Mode ruleMode : Mode.values()) {
            for (int brakes = 0; brakes < 1 << Brake.values().length; brakes++) {
                Decision decision = situation(policyMode, ruleMode, brakes).decided();
                Mode wanted = Brake.of(brakes).stream()
                        .map(brake -> brake.atMost)
                        .reduce(policyMode.atMost(ruleMode), Mode::atMost);
                List<String> codes = Stream.concat(
                                Stream.of("policy-default"),
                                Brake.of(brakes).stream().map(brake -> brake.code))
                        .toList();
                if (decision.mode() != wanted
                        || !decision.reasons().stream()
                                .map(Decision.Reason::code)
                                .toList()
                                .equals(codes)) {
                    assertThat(decision)
                            .as("rule %s %s", ruleMode, Brake.of(brakes))
                            .isNull();
                }
            }
        }
    }

    /** A flow log lies in the network watcher's group, wherever the network is that it records. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "never-touch: [ %s ]",
                "freezes: [ { name: x, scope: %s, from: 2020-01-01T00:00:00Z, to: 2100-01-01T00:00:00Z } ]"
            })
    void writesNothingBelowAScopeAlthoughTheJudgedResourceLiesElsewhere(String brake) {
        ResourceId group = Situations.SUBSCRIPTION.resolve("resourceGroups/NetworkWatcherRG");
        ResourceId log = group.resolve("providers/Microsoft.Network/networkWatchers/w/flowLogs/l");
        String policy = "defaults: { mode: auto }\n" + brake.formatted(group.key());

        assertThat(under(policy).decided().mode()).isEqualTo(Mode.AUTO);
        assertThat(under(policy).writingTo(log).decided().mode()).isEqualTo(Mode.TICKET);
    }

    /** Every stage, promotion and brake: nothing raises the mode past a brake, and a stage never past what the policy allows. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void neverWritesPastABrakeHoweverFarARuleIsPromoted(Mode policyMode) {
        for (Mode stage : Mode.values()) {
            for (Mode upTo : Mode.values()) {
                for (int brakes = 0; brakes < 1 << Brake.values().length; brakes++) {
                    Decision decision = situation(policyMode, Mode.AUTO, brakes)
                            .promotions(upTo)
                            .stage(stage)
                            .decided();
                    Mode most = policyMode.compareTo(upTo) > 0 ? policyMode : upTo;
                    Mode wanted = Brake.of(brakes).stream()
                            .map(brake -> brake.atMost)
                            .reduce(stage.atMost(most), Mode::atMost);
                    if (decision.mode() != wanted) {
                        assertThat(decision)
                                .as("stage %s up to %s %s", stage, upTo, Brake.of(brakes))
                                .isNull();
                    }
                }
            }
        }
    }

    @Test
    void showsInTheShadowExactlyWhatOnlyTheModeKeptBack() {
        for (Mode policyMode : Mode.values()) {
            for (int brakes = 0; brakes < 1 << Brake.values().length; brakes++) {
                Decision shadow = Decider.unstaged(
                        situation(policyMode, Mode.APPROVE, brakes).made());
                assertThat(shadow.mode() == Mode.AUTO)
                        .as("%s", Brake.of(brakes))
                        .isEqualTo(brakes == 0);
            }
        }
    }

    @Test
    void observesWithoutAnyPolicy() {
        assertThat(under("{}").decided().mode()).isEqualTo(Mode.OBSERVE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // the last line that matches wins
                "[ { rules: \"storage.*\", mode: auto }, { rules: \"*\", mode: ticket } ]        | auto    | ticket",
                "[ { rules: \"*\", mode: ticket }, { rules: \"storage.*\", mode: auto } ]        | auto    | auto",
                // only a line that names the rule raises it above its own mode
                "[ { rules: \"storage.*\", mode: auto } ]                                        | approve | approve",
                "[ { rules: storage.https-only, mode: auto } ]                                   | approve | auto",
                // scope, tags and severity
                "[ { rules: \"*\", scope: /subscriptions/00000000-0000-0000-0000-00000000000A, mode: auto } ] | auto | auto",
                "[ { rules: \"*\", scope: /subscriptions/00000000-0000-0000-0000-00000000000b, mode: auto } ] | auto | observe",
                "[ { rules: \"*\", tags: { ENV: Dev }, mode: auto } ]                            | auto    | auto",
                "[ { rules: \"*\", tags: { env: prod }, mode: auto } ]                           | auto    | observe",
                "[ { rules: \"*\", severity: [high, critical], mode: auto } ]                    | auto    | auto",
                "[ { rules: \"*\", severity: low, mode: auto } ]                                 | auto    | observe",
            })
    void readsTheModeFromTheLinesOfThePolicy(String modes, String ruleMode, String wanted) {
        Decision decision = under("modes: " + modes)
                .tag("env", "dev")
                .rule(Mode.valueOf(ruleMode.toUpperCase(Locale.ROOT)))
                .decided();
        assertThat(decision.mode()).hasToString(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        // policy, the rule's own mode, promotions, stage, what comes of it
        "observe, auto,    *,                  auto,    auto",
        "observe, approve, *,                  auto,    approve",
        "observe, approve, storage.https-only, auto,    auto",
        "observe, auto,    none,               auto,    observe",
        "auto,    auto,    none,               observe, observe",
        "auto,    auto,    none,               ticket,  ticket",
        "approve, auto,    none,               auto,    approve",
    })
    void letsAStageLowerAlwaysAndRaiseAsFarAsAllowed(
            String policy, String own, String promotions, String stage, String wanted) {
        String allow = promotions.equals("none")
                ? ""
                : "promotions: { allow: [ { rules: \"" + promotions + "\", up-to: auto } ] }";
        Situations situation = under("defaults: { mode: " + policy + " }\n" + allow)
                .rule(Mode.valueOf(own.toUpperCase(Locale.ROOT)))
                .stage(Mode.valueOf(stage.toUpperCase(Locale.ROOT)));
        assertThat(situation.decided().mode()).hasToString(wanted);
        assertThat(situation.decided().reasons().get(1).code()).startsWith("stage");
    }

    @Test
    void leavesWhatAPipelineMadeToItsOwners() {
        Actor pipeline = new Actor(
                Actor.Kind.APPLICATION,
                "00000000-0000-0000-0000-0000000000aa",
                "pipeline",
                "00000000-0000-0000-0000-0000000000ab");
        String iac = "infrastructure-as-code: { identities: [00000000-0000-0000-0000-0000000000AB] }\n";
        assertThat(under(iac + "defaults: { mode: auto }")
                        .by(pipeline)
                        .decided()
                        .mode())
                .isEqualTo(Mode.TICKET);
        assertThat(under(iac + "defaults: { mode: auto }")
                        .by(Actor.UNKNOWN)
                        .decided()
                        .mode())
                .isEqualTo(Mode.AUTO);
    }

    @Test
    void asksBeforeAFixThatCannotBeUndone() {
        assertThat(under(Mode.AUTO).irreversible().decided().mode()).isEqualTo(Mode.APPROVE);
    }
}
