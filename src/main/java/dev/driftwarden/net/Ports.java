package dev.driftwarden.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sets of TCP and UDP ports, read from the forms that security rules use. */
public final class Ports {
    /** The highest port. */
    public static final int LAST = 65_535;

    /** Every port. */
    public static final Ranges ALL = Ranges.of(0, LAST);

    private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    private Ports() {}

    public static Ranges of(Collection<? extends Number> ports) {
        List<Ranges.Range> single = new ArrayList<>();
        for (Number port : ports) {
            long number = port.longValue();
            if (number < 0 || number > LAST || number != port.doubleValue()) {
                throw new UndecidableException("", "no port: " + port);
            }
            single.add(new Ranges.Range(number, number));
        }
        return Ranges.union(single);
    }

    public static Ranges of(int port) {
        return of(List.of(port));
    }

    /**
     * Reads {@code *}, {@code 22} or {@code 20-30}.
     *
     * @throws UndecidableException when the text is none of these
     */
    public static Ranges parse(String text, String path) {
        String form = text.strip();
        if (form.equals("*")) {
            return ALL;
        }
        Matcher match = FORM.matcher(form);
        if (!match.matches()) {
            throw new UndecidableException(path, "no port or port range: " + UndecidableException.quoted(text));
        }
        int first = Integer.parseInt(match.group(1));
        int last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
        if (last > LAST || first > last) {
            throw new UndecidableException(path, "no port or port range: " + UndecidableException.quoted(text));
        }
        return Ranges.of(first, last);
    }
}
