package dev.driftwarden.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.yaml.Issues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy in force: read again when it changes; a bad file changes nothing but is shown. Before the first good file, the bot
 * only observes.
 */
public final class PolicySource implements Supplier<Policy> {
    private static final Logger LOG = LoggerFactory.getLogger(PolicySource.class);

    private static final Instant NEVER = Instant.EPOCH;

    private final String name;
    private final Text text;
    private final Supplier<Map<String, Map<String, JsonNode>>> knownRules;
    private final Duration lookEvery;
    private final Clock clock;
    private volatile State state = new State(Policy.observeOnly(), List.of(), null, Map.of(), NEVER);

    /** Gives the file's text, or empty when there is no such file. May throw an unchecked exception when it cannot be read. */
    public interface Text {
        Optional<String> read();
    }

    /**
     * A source.
     *
     * @param knownRules by id the rules' parameters with their defaults; when they change, the policy is checked against them
     *     again. May throw an unchecked exception while they are not known
     * @param lookEvery how long a text is taken as unchanged
     */
    public PolicySource(
            String name,
            Text text,
            Supplier<Map<String, Map<String, JsonNode>>> knownRules,
            Duration lookEvery,
            Clock clock) {
        this.name = name;
        this.text = text;
        this.knownRules = knownRules;
        this.lookEvery = lookEvery;
        this.clock = clock;
    }

    private record State(
            Policy policy,
            List<String> problems,
            @Nullable String seen,
            Map<String, Map<String, JsonNode>> rules,
            Instant lookedAt) {

        State still(String problem, @Nullable String read, Instant now) {
            return new State(policy, List.of(problem), read, rules, now);
        }
    }

    @Override
    public Policy get() {
        return current().policy();
    }

    /** What is wrong with the file as it is now, each with its place; empty when it is in force. */
    public List<String> problems() {
        return current().problems();
    }

    private State current() {
        State now = state;
        if (clock.instant().isBefore(now.lookedAt().plus(lookEvery))) {
            return now;
        }
        synchronized (this) {
            state = looked(state);
            return state;
        }
    }

    private State looked(State before) {
        Instant now = clock.instant();
        String seen;
        Map<String, Map<String, JsonNode>> rules;
        try {
            rules = knownRules.get();
            seen = text.read().orElse(null);
        } catch (RuntimeException e) {
            LOG.error("policy cannot be read name={}", name, e);
            return before.still(name + ": cannot be read: " + e.getMessage(), /* read= */ null, now);
        }
        if (seen == null) {
            String problem = name + ": there is no such file; the policy read before stays in force";
            return before.still(problem, /* read= */ null, now);
        }
        return seen.equals(before.seen()) && rules.equals(before.rules())
                ? new State(before.policy(), before.problems(), seen, rules, now)
                : parsed(before, seen, rules, now);
    }

    private State parsed(State before, String seen, Map<String, Map<String, JsonNode>> rules, Instant now) {
        Issues issues = new Issues();
        Optional<Policy> policy = PolicyFile.read(name, seen, rules, issues);
        if (policy.isPresent()) {
            LOG.info("policy in force name={} version={}", name, policy.get().version());
            return new State(policy.get(), List.of(), seen, rules, now);
        }
        List<String> problems = issues.list().stream().map(i -> i.render()).toList();
        LOG.error("policy refused, the one before stays in force name={} problems={}", name, problems.size());
        return new State(before.policy(), problems, seen, rules, now);
    }
}
