package dev.driftwarden.app;

import dev.driftwarden.policy.PolicySource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules and the policy in force; each needs the other: parameters come from the policy, known rules from the rules. */
record RulesAndPolicy(RulesSource rules, PolicySource policy) {

    static RulesAndPolicy of(Settings settings, Clock clock, Duration lookEvery) {
        String own = settings.rules();
        RulesSource rules = new RulesSource(own == null ? null : RuleTexts.at(own, settings.azure()), lookEvery, clock);
        PolicySource policy = new PolicySource(name(settings), text(settings), rules::parameters, lookEvery, clock);
        rules.follow(policy);
        return new RulesAndPolicy(rules, policy);
    }

    /** What is wrong with the newest rules and the newest policy; empty when both are in force. */
    List<String> problems() {
        return Stream.concat(rules.problems().stream(), policy.problems().stream())
                .toList();
    }

    private static String name(Settings settings) {
        String location = settings.policy();
        return location == null ? "built-in policy" : location;
    }

    private static PolicySource.Text text(Settings settings) {
        String location = settings.policy();
        if (location != null) {
            return PolicyText.at(location, settings.azure());
        }
        return settings.azure().practice()
                ? PolicyText.practice(settings.outbound().console())
                : () -> Optional.of("defaults: { mode: observe }");
    }
}
