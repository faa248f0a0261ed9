package dev.driftwarden.baseline;

import dev.driftwarden.net.Difference;
import dev.driftwarden.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one object whose states are accepted.
 *
 * @param name as people call it, from outside; empty when it has none
 * @param accepted the last accepted state; null while none was accepted
 * @param pending what is there now instead; null when that is what was accepted
 * @param replacedBy what took the place of the object after it was deleted; null when nothing did
 */
public record Baseline(
        ResourceId id,
        String name,
        @Nullable Accepted accepted,
        @Nullable Pending pending,
        @Nullable ResourceId replacedBy) {

    /**
     * An accepted state.
     *
     * @param body where it is stored
     * @param hash over what it says
     * @param by who accepted it: a person, or {@code driftwarden}
     */
    public record Accepted(String body, String hash, Instant at, String by, String reason) {}

    /** How the live state differs as a whole. */
    public enum Kind {
        CHANGED,
        /** It was never accepted. */
        NEW,
        DELETED
    }

    /**
     * A live state that nobody accepted.
     *
     * @param body where it is stored; null when the object is gone
     * @param hash over what it says; {@code gone} when the object is
     * @param who made it, from outside; {@code unknown} when nobody knows
     * @param actors object ids of all who had a part in it: none of them may accept it
     */
    public record Pending(
            Kind kind,
            @Nullable String body,
            String hash,
            Instant seenAt,
            String who,
            Set<String> actors,
            List<Difference> differences) {
        public static final String GONE = "gone";

        public Pending {
            actors = Set.copyOf(actors);
            differences = List.copyOf(differences);
        }

        /** Whether it protects less, as far as is known. */
        public boolean weaker() {
            return differences.stream().anyMatch(one -> one.effect() == Difference.Effect.WEAKER);
        }
    }

    public Baseline withPending(@Nullable Pending now) {
        return new Baseline(id, name, accepted, now, replacedBy);
    }
}
