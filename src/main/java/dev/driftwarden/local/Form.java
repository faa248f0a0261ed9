package dev.driftwarden.local;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Name and value pairs as forms and queries write them. */
final class Form {
    private Form() {}

    /** The pairs in their order. What is not decodable is taken as it stands. */
    static Stream<Pair> pairs(@Nullable String encoded) {
        return encoded == null || encoded.isEmpty()
                ? Stream.empty()
                : Arrays.stream(encoded.split("&", -1)).map(Form::pair);
    }

    /** The first value of a name. */
    static Optional<String> first(@Nullable String encoded, String name) {
        return pairs(encoded)
                .filter(pair -> pair.name().equals(name))
                .map(Pair::value)
                .findFirst();
    }

    private static Pair pair(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new Pair(decoded(text), "")
                : new Pair(decoded(text.substring(0, equals)), decoded(text.substring(equals + 1)));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /** A name and its value, decoded. */
    record Pair(String name, String value) {}
}
