package dev.driftwarden.outbound;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of posts to webhooks: {@code v1=} and HMAC-SHA256 in hex over {@code v1:<timestamp>:<body>}, with the timestamp in
 * seconds, which the receiver checks too, so that an old post cannot be sent again.
 */
public final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** The call with its signature. */
    public static OutboundCall sign(OutboundCall call, Secret key, String delivery, Instant now) {
        String timestamp = String.valueOf(now.getEpochSecond());
        return call.with("X-Driftwarden-Delivery", delivery)
                .with("X-Driftwarden-Timestamp", timestamp)
                .with("X-Driftwarden-Signature", "v1=" + hex(key, "v1:" + timestamp + ":" + call.body()));
    }

    /** HMAC-SHA256 in lower-case hex. */
    public static String hex(Secret key, String text) {
        return HexFormat.of().formatHex(hmac(key.reveal().getBytes(StandardCharsets.UTF_8), text));
    }

    /** HMAC-SHA256. */
    public static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
