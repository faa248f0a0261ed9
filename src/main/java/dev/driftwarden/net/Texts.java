package dev.driftwarden.net;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Values that Azure writes as one text in several spellings: lists with commas, TLS versions. */
public final class Texts {
    private Texts() {}

    /** The parts of a comma-separated text, trimmed, in their own casing; none for an empty text. */
    public static List<String> parts(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** As {@link #parts}, in lower case. */
    public static List<String> lowerParts(String text) {
        return parts(text.toLowerCase(Locale.ROOT));
    }

    /**
     * A TLS version as ten times its number: 10 for 1.0, 13 for 1.3, 0 for {@code None}; empty when Azure knows no such version.
     * Reads {@code TLS1_2}, {@code 1.2}, {@code Tls12}, {@code TLSv1.2}, {@code TLSv1} in any casing.
     */
    public static OptionalInt tlsVersion(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (name.equals("none")) {
            return OptionalInt.of(0);
        }
        String number = name.replaceFirst("^tlsv?", "").replaceAll("[._]", "");
        return switch (number) {
            case "1", "10" -> OptionalInt.of(10);
            case "11" -> OptionalInt.of(11);
            case "12" -> OptionalInt.of(12);
            case "13" -> OptionalInt.of(13);
            default -> OptionalInt.empty();
        };
    }

    /**
     * Whether a TLS version is as new as the wanted one, or newer.
     *
     * @throws UndecidableException when one of them is no TLS version
     */
    public static boolean tlsAtLeast(String found, String wanted) {
        return tls(found) >= tls(wanted);
    }

    private static int tls(String text) {
        return tlsVersion(text)
                .orElseThrow(
                        () -> new UndecidableException("", "unknown TLS version " + UndecidableException.quoted(text)));
    }
}
