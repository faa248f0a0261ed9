package dev.driftwarden.app;

import dev.driftwarden.policy.Policy;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.book.RuleBook;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules in force: the shipped ones with the parameters of the policy in force. Made anew only when those change. */
final class RulesSource implements Supplier<Rules> {
    private final Clock clock;
    private Supplier<Policy> policy = Policy::observeOnly;
    private @Nullable Made made;
    private @Nullable RuleBook plain;

    RulesSource(Clock clock) {
        this.clock = clock;
    }

    /** Takes parameters from this policy from now on. */
    void follow(Supplier<Policy> inForce) {
        policy = inForce;
    }

    private record Made(String policyVersion, Rules rules) {}

    @Override
    public Rules get() {
        return forPolicy(policy.get());
    }

    private synchronized Rules forPolicy(Policy current) {
        if (current.parameters().isEmpty()) {
            return plain();
        }
        Made before = made;
        if (before == null || !before.policyVersion().equals(current.version())) {
            before = new Made(current.version(), RuleBook.shipped(clock, current.parameters()));
            made = before;
        }
        return before.rules();
    }

    private synchronized RuleBook plain() {
        RuleBook book = plain == null ? RuleBook.shipped(clock, Map.of()) : plain;
        plain = book;
        return book;
    }

    /** Loads ahead what the first look needs; may run beside everything else. */
    void prepare() {
        plain().prepare();
    }

    /** The ids of all rules, whatever the policy says. */
    Set<String> ids() {
        return plain().all().stream().map(RuleInfo::id).collect(Collectors.toUnmodifiableSet());
    }
}
