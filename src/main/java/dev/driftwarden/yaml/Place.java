package dev.driftwarden.yaml;

import java.util.Comparator;

/** A place in a YAML text: where something that was read stands. Ordered by file, line and column. */
public final class Place implements Comparable<Place> {
    private static final int SHOWN = 160;
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparingInt(Place::line).thenComparingInt(Place::column);

    private final YamlSource source;
    private final int line;
    private final int column;

    Place(YamlSource source, int line, int column) {
        this.source = source;
        this.line = line;
        this.column = column;
    }

    public String file() {
        return source.name();
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }

    /** Counted from 1, in characters. */
    public int column() {
        return column;
    }

    YamlSource source() {
        return source;
    }

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return file() + ":" + line + ":" + column;
    }

    /** The source line with a caret below the column; of a very long line the part around the column. */
    public String excerpt() {
        String text = source.line(line).replace('\t', ' ');
        int from = column <= SHOWN - 20 ? 0 : column - SHOWN / 2;
        String shown = text.substring(Math.min(from, text.length()), Math.min(from + SHOWN, text.length()));
        return "    " + shown + "\n    " + " ".repeat(Math.max(0, column - 1 - from)) + "^";
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Place that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
