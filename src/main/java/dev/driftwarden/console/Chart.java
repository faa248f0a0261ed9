package dev.driftwarden.console;

import java.util.List;

/**
 * A chart as it is drawn, in a field of {@value #WIDTH} by {@value #HEIGHT} units, and the same figures as a table.
 *
 * @param name stable, for the ids of its parts
 * @param summary what it shows now, one sentence; read out instead of the picture
 * @param shapes bars, lines and dots in the order of drawing
 * @param ticks of the upright axis
 * @param dates of the level axis
 * @param legend empty when there is nothing to tell apart
 * @param columns heads of the table
 */
public record Chart(
        String name,
        String title,
        String summary,
        List<Shape> shapes,
        List<Label> ticks,
        List<Label> dates,
        List<Legend> legend,
        List<String> columns,
        List<List<String>> rows) {
    static final int WIDTH = 360;
    static final int HEIGHT = 170;

    public Chart {
        shapes = List.copyOf(shapes);
        ticks = List.copyOf(ticks);
        dates = List.copyOf(dates);
        legend = List.copyOf(legend);
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** For the drawing's {@code viewBox}. */
    public String field() {
        return "0 0 " + WIDTH + " " + HEIGHT;
    }

    /**
     * Something drawn.
     *
     * @param kind names its colour in the style sheet
     * @param path SVG path data
     */
    public record Shape(String kind, String path) {}

    /** A text at an axis; of a tick also a line across. */
    public record Label(String text, int x, int y) {}

    /** What a colour means. */
    public record Legend(String kind, String text) {}
}
