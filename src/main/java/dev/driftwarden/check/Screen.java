package dev.driftwarden.check;

/** Text for a terminal. What comes from outside can neither colour it nor move its cursor. */
public final class Screen {
    private final boolean coloured;

    /**
     * @param coloured whether the reader is a terminal that shows colours
     */
    public Screen(boolean coloured) {
        this.coloured = coloured;
    }

    public boolean coloured() {
        return coloured;
    }

    /** One line of text whose control and invisible formatting characters are shown as {@code ?}. */
    public static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}|\\p{Cf}|\\p{Zl}|\\p{Zp}", "?");
    }

    public String bold(String text) {
        return in(text, "1");
    }

    public String red(String text) {
        return in(text, "31");
    }

    public String yellow(String text) {
        return in(text, "33");
    }

    public String green(String text) {
        return in(text, "32");
    }

    public String faint(String text) {
        return in(text, "2");
    }

    private String in(String text, String code) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
