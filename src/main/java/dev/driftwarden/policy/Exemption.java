package dev.driftwarden.policy;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftwarden.resource.ResourceId;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An accepted deviation. Owner, reason and expiry are all required.
 *
 * @param scope null for everywhere
 * @param tags all must be on the resource with these values, compared without regard to case
 * @param since when it was granted; null when that is not known
 */
public record Exemption(
        Source source,
        RulePattern rules,
        @Nullable ResourceId scope,
        Map<String, String> tags,
        String owner,
        String reason,
        Instant until,
        @Nullable Instant since) {
    public Exemption {
        tags = Map.copyOf(tags);
    }

    /** Where an exemption was written down. */
    public enum Source {
        /** The policy file. */
        POLICY,
        /** A tag of the resource. */
        TAG,
        /** The console or the API. */
        CONSOLE,
        /** Azure Policy. */
        AZURE;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
