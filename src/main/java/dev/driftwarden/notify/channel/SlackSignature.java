package dev.driftwarden.notify.channel;

import dev.driftwarden.outbound.Secret;
import dev.driftwarden.outbound.Signature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;

/** Slack's signature of what it posts: HMAC-SHA256 over {@code v0:<timestamp>:<raw body>}, good for five minutes. */
public final class SlackSignature {
    private static final Duration LONGEST_AGE = Duration.ofMinutes(5);

    private SlackSignature() {}

    /**
     * Whether Slack has posted this body just now.
     *
     * @param timestamp header {@code X-Slack-Request-Timestamp}
     * @param signature header {@code X-Slack-Signature}
     * @param body as it came, before anything was decoded
     */
    public static boolean fits(Secret key, String timestamp, String signature, String body, Instant now) {
        if (!timestamp.matches("\\d{1,11}")) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs();
        byte[] wanted = ("v0=" + Signature.hex(key, "v0:" + timestamp + ":" + body)).getBytes(StandardCharsets.UTF_8);
        boolean same = MessageDigest.isEqual(wanted, signature.getBytes(StandardCharsets.UTF_8));
        return same && age.compareTo(LONGEST_AGE) <= 0;
    }
}
