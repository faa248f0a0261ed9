package dev.driftwarden.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The tag of an answer: the same for the same body, wherever and whenever it is made. */
record Etag(String text) {

    static Etag of(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return new Etag("\"" + HexFormat.of().formatHex(digest, 0, 12) + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether it is among the tags of an {@code If-Match} or {@code If-None-Match} header. */
    boolean isIn(String header) {
        return Arrays.stream(header.split(",", -1)).map(String::strip).anyMatch(text::equals);
    }
}
