package dev.driftwarden.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.book.LoadResult;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.yaml.Issue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force: the shipped ones together with the user's own, with the parameters of the policy in force. The user's own
 * are read again when they change; a bad set changes nothing but is shown. Before their first good set the shipped rules judge
 * alone, and {@link #parameters} fails, so that no policy comes into force and the bot only observes: a rule of the user's may
 * be there to keep a shipped one from acting.
 */
final class RulesSource implements Supplier<Rules> {
    private static final Logger LOG = LoggerFactory.getLogger(RulesSource.class);

    private final @Nullable RuleTexts own;
    private final Duration lookEvery;
    private final Clock clock;
    private Supplier<Policy> policy = Policy::observeOnly;
    private @Nullable State state;
    private @Nullable Made made;

    /**
     * A source.
     *
     * @param own rules besides the shipped ones; null when there are none
     * @param lookEvery how long these are taken as unchanged
     */
    RulesSource(@Nullable RuleTexts own, Duration lookEvery, Clock clock) {
        this.own = own;
        this.lookEvery = lookEvery;
        this.clock = clock;
    }

    /** Takes parameters from this policy from now on. */
    void follow(Supplier<Policy> inForce) {
        policy = inForce;
    }

    /**
     * What was last read.
     *
     * @param book the last good rules, without parameters of a policy
     * @param parameters of the rules in the book
     * @param seen the texts that were last looked at, good or bad; null when they could not be read
     * @param settled whether the user's own rules were ever good
     */
    private record State(
            RuleBook book,
            Map<String, Map<String, JsonNode>> parameters,
            List<String> problems,
            @Nullable List<RuleSource> seen,
            boolean settled,
            Instant lookedAt) {

        static State of(RuleBook book, @Nullable List<RuleSource> seen, boolean settled, Instant now) {
            return new State(book, book.parameters(), List.of(), seen, settled, now);
        }

        State still(List<String> found, @Nullable List<RuleSource> read, Instant now) {
            return new State(book, parameters, found, read, settled, now);
        }
    }

    private record Made(RuleBook from, String policyVersion, Rules rules) {}

    @Override
    public Rules get() {
        return with(policy.get());
    }

    private synchronized Rules with(Policy current) {
        RuleBook book = current().book();
        if (current.parameters().isEmpty()) {
            return book;
        }
        Made before = made;
        if (before == null || before.from() != book || !before.policyVersion().equals(current.version())) {
            before = new Made(book, current.version(), book.with(current.parameters()));
            made = before;
        }
        return before.rules();
    }

    /**
     * By id the parameters of all rules with their defaults, whatever the policy says.
     *
     * @throws IllegalStateException while the user's own rules have never been read
     */
    synchronized Map<String, Map<String, JsonNode>> parameters() {
        State now = current();
        if (!now.settled()) {
            throw new IllegalStateException("the rules in " + SettingName.RULES + " have never been read");
        }
        return now.parameters();
    }

    /** Loads ahead what the first look needs; may run beside everything else. */
    void prepare() {
        book().prepare();
    }

    private synchronized RuleBook book() {
        return current().book();
    }

    /** What is wrong with the user's own rules as they are now, each with its place; empty when they are in force. */
    synchronized List<String> problems() {
        return current().problems();
    }

    private State current() {
        State before = state;
        if (before == null) {
            before = State.of(RuleBook.shipped(clock, Map.of()), null, own == null, Instant.EPOCH);
        }
        Instant now = clock.instant();
        State next = own == null || now.isBefore(before.lookedAt().plus(lookEvery)) ? before : looked(own, before, now);
        state = next;
        return next;
    }

    private State looked(RuleTexts texts, State before, Instant now) {
        List<RuleSource> seen;
        try {
            seen = texts.read();
        } catch (RuntimeException e) {
            LOG.error("own rules cannot be read, those before stay in force", e);
            return before.still(List.of(SettingName.RULES + ": cannot be read: " + e.getMessage()), null, now);
        }
        return seen.equals(before.seen()) ? before.still(before.problems(), seen, now) : loaded(before, seen, now);
    }

    private State loaded(State before, List<RuleSource> seen, Instant now) {
        LoadResult result = RuleBook.withShipped(seen, clock);
        if (result instanceof LoadResult.Loaded loaded) {
            LOG.info("own rules in force files={}", seen.size());
            return State.of(loaded.book(), seen, /* settled= */ true, now);
        }
        List<String> problems = ((LoadResult.Refused) result)
                .issues().stream().map(Issue::render).toList();
        LOG.error("own rules refused, those before stay in force problems={}", problems.size());
        return before.still(problems, seen, now);
    }
}
