package dev.driftwarden.store.azure;

/**
 * Keys in the letters that a table key may have. Each code point becomes two to four digits of a 64-letter alphabet in ASCII
 * order, the first digit telling how many: so encoded keys sort as code points do, which is as UTF-8 bytes do, and a prefix of
 * a key encodes to a prefix. A key of 200 characters and 400 bytes takes at most 500 digits; the service allows 512.
 *
 * <p>A leading {@code k} keeps a key from looking like a number, which the storage emulator would compare as one.
 */
final class OrderedKey {
    private static final String DIGITS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    private static final char START = 'k';

    /** Sorts after every digit: the end of a range of keys with one prefix. */
    private static final char END = '~';

    private OrderedKey() {}

    static String encode(String key) {
        StringBuilder encoded = new StringBuilder(key.length() * 2 + 1).append(START);
        key.codePoints().forEach(codePoint -> append(encoded, codePoint));
        return encoded.toString();
    }

    /** What sorts after every key with the prefix, and before all others that sort after it. */
    static String endOf(String prefix) {
        return encode(prefix) + END;
    }

    private static void append(StringBuilder encoded, int codePoint) {
        if (codePoint < 0x800) {
            digits(encoded, codePoint, 2);
        } else if (codePoint < 0x10000) {
            digits(encoded, codePoint + (32 << 12), 3);
        } else {
            digits(encoded, codePoint + (48 << 18), 4);
        }
    }

    private static void digits(StringBuilder encoded, int value, int count) {
        for (int shift = (count - 1) * 6; shift >= 0; shift -= 6) {
            encoded.append(DIGITS.charAt((value >> shift) & 63));
        }
    }

    /**
     * The key that was encoded.
     *
     * @throws IllegalArgumentException when the text is none of ours
     */
    static String decode(String encoded) {
        if (encoded.isEmpty() || encoded.charAt(0) != START) {
            throw new IllegalArgumentException("not a key of ours: " + encoded);
        }
        StringBuilder key = new StringBuilder();
        int at = 1;
        while (at < encoded.length()) {
            int first = digit(encoded, at);
            int count = first < 32 ? 2 : first < 48 ? 3 : 4;
            key.appendCodePoint(codePoint(encoded, at, count));
            at += count;
        }
        return key.toString();
    }

    private static int codePoint(String encoded, int start, int count) {
        int value = 0;
        for (int at = start; at < start + count; at++) {
            value = (value << 6) | digit(encoded, at);
        }
        return switch (count) {
            case 2 -> value;
            case 3 -> value - (32 << 12);
            default -> value - (48 << 18);
        };
    }

    private static int digit(String encoded, int at) {
        int digit = at < encoded.length() ? DIGITS.indexOf(encoded.charAt(at)) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("not a key of ours: " + encoded);
        }
        return digit;
    }
}
