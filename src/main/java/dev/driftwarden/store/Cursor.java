package dev.driftwarden.store;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The cursor of a page: the last row read, in base64url. It may come back from outside, so it is checked. */
public final class Cursor {
    private Cursor() {}

    public static String after(String row) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(row.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The row to go on after.
     *
     * @throws IllegalArgumentException when it is not a cursor
     */
    public static String row(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            String row = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            RecordKey.checkKey("row", row);
            return row;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new IllegalArgumentException("not a page cursor", e);
        }
    }
}
