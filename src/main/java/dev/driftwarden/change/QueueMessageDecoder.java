package dev.driftwarden.change;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The text of a storage queue message: Event Grid sends base64 since 2022 and sent plain text before. */
public final class QueueMessageDecoder {
    private QueueMessageDecoder() {}

    /** The JSON inside; the message itself when it is neither JSON nor base64 of JSON. Never throws. */
    public static String decode(String message) {
        String plain = withoutByteOrderMark(message.strip());
        if (looksLikeJson(plain)) {
            return plain;
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(plain);
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String json = withoutByteOrderMark(decoded.strip());
            return looksLikeJson(json) ? json : message;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return message;
        }
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1).strip() : text;
    }

    private static boolean looksLikeJson(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }
}
