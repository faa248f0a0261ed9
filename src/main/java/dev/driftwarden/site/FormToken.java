package dev.driftwarden.site;

import dev.driftwarden.engine.Person;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The token in every form: only who was shown the form by this bot can know it, and it counts for that person only. */
public final class FormToken {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_SECRET = 32;

    private final SecretKeySpec key;

    /**
     * @param secret at least 32 random bytes, the same in every instance of the app
     */
    public FormToken(byte[] secret) {
        if (secret.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException("the secret for form tokens needs at least 32 bytes");
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    public String of(Person person) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sign("form|" + person.objectId()));
    }

    public boolean fits(Person person, String token) {
        byte[] wanted = of(person).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(wanted, token.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
