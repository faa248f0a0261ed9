package dev.driftwarden.finding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.driftwarden.resource.ResourceId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The stable id of a finding: {@code <20 hex of the resource>-<8 hex of the rule>}. The same rule on the same resource always has
 * the same id, whatever the case of the resource id, so it is also the key that avoids duplicates.
 */
public record FindingId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{20}-[0-9a-f]{8}");

    @JsonCreator
    public FindingId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a finding id");
        }
    }

    public static FindingId of(ResourceId resource, String rule) {
        return new FindingId(resourceHash(resource) + "-" + hash(rule.toLowerCase(Locale.ROOT), 8));
    }

    /** The id in this text, or empty when it is none. */
    public static Optional<FindingId> tryParse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new FindingId(text)) : Optional.empty();
    }

    /** 20 hex digits that stand for a resource in storage keys. */
    public static String resourceHash(ResourceId resource) {
        return hash(resource.key(), 20);
    }

    /** The part that stands for the resource. */
    public String resourceHash() {
        return value.substring(0, 20);
    }

    private static String hash(String text, int digits) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
