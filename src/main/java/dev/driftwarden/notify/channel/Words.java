package dev.driftwarden.notify.channel;

import dev.driftwarden.notify.Message;
import dev.driftwarden.site.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a message says, in words that are the same on every channel. */
final class Words {
    private static final int MOST_LINES = 40;

    private Words() {}

    /** What kind of news it is, and how bad, for instance {@code Approval needed · high}. */
    static String heading(Message message) {
        String kind = message.kind().replace('-', ' ');
        String first = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
        return message.severity() == null ? first : first + " · " + message.severity();
    }

    /** The lines of a digest, as many as one message should hold, and how many there are besides. */
    static List<String> lines(Message message) {
        List<String> lines = message.lines();
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        List<String> some = new ArrayList<>(lines.subList(0, MOST_LINES));
        some.add("… and " + (lines.size() - MOST_LINES) + " more");
        return some;
    }

    /** Fit to be seen, on one line, cut to a length. */
    static String line(String text, int longest) {
        return shown(text, longest).replaceAll("\\s+", " ").strip();
    }

    /** Fit to be seen, cut to a length. */
    static String shown(String text, int longest) {
        String shown = Shown.text(text, longest);
        if (shown.length() <= longest) {
            return shown;
        }
        int end = Character.isHighSurrogate(shown.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return shown.substring(0, end) + "…";
    }
}
