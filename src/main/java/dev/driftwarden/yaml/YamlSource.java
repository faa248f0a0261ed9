package dev.driftwarden.yaml;

import java.util.List;

/**
 * A text and the name under which it is reported.
 *
 * @param name a path or blob name, as a person would write it
 * @param lines the text without line ends
 */
record YamlSource(String name, List<String> lines) {
    static YamlSource of(String name, String text) {
        return new YamlSource(name, text.lines().toList());
    }

    /** The line with this number, counted from 1; empty behind the end. */
    String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }
}
