package dev.driftwarden.policy;

import dev.driftwarden.resource.ResourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nothing is written.
 *
 * @param scope null for everywhere
 */
public record Freeze(String name, Times times, @Nullable ResourceId scope) {

    /** When it is. */
    public interface Times {
        /** The end of the stretch that a moment lies in, or empty when it lies in none. */
        Optional<Instant> until(Instant now);

        /** In words, for people. */
        String text();
    }

    /**
     * The end of the freeze that keeps a fix from being written now, or empty when it may be.
     *
     * @param touched what the fix is of, and what it writes to
     */
    public Optional<Instant> until(Instant now, Collection<ResourceId> touched) {
        boolean covered = scope == null || touched.stream().anyMatch(resource -> resource.isWithin(scope));
        return covered ? times.until(now) : Optional.empty();
    }

    /** From a moment to a moment, the last not included. */
    public record Fixed(Instant from, Instant to) implements Times {
        @Override
        public Optional<Instant> until(Instant now) {
            return !now.isBefore(from) && now.isBefore(to) ? Optional.of(to) : Optional.empty();
        }

        @Override
        public String text() {
            return from + " to " + to;
        }
    }
}
