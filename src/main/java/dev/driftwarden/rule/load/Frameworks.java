package dev.driftwarden.rule.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The frameworks whose controls are all known, from {@code frameworks/<name>.txt} among the resources. A list is read when it is
 * first asked for. Not safe for several threads.
 */
public final class Frameworks {
    private final Map<String, List<Control>> known = new HashMap<>();

    /**
     * Something that a framework asks for.
     *
     * @param id number or name, for instance {@code 9.3.4} or {@code backup}
     * @param title in words; empty where the words are not ours to print
     */
    public record Control(String id, String title) {}

    /** The names of the frameworks whose controls are all known, sorted. */
    public static List<String> names() {
        return List.of("cis-azure-3.0", "cis-azure-4.0", "cis-azure-5.0", "mcsb", "shared-responsibility");
    }

    /** All controls in the order of the framework; empty for a framework whose controls are not known. */
    public List<Control> controls(String framework) {
        return known.computeIfAbsent(framework, Frameworks::read);
    }

    private static List<Control> read(String framework) {
        if (!names().contains(framework)) {
            return List.of();
        }
        String file = "/frameworks/" + framework + ".txt";
        try (InputStream in = Frameworks.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the program was built without " + file);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static List<Control> parse(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split("\\s+", 2))
                .map(parts -> new Control(parts[0], parts.length > 1 ? parts[1] : ""))
                .toList();
    }
}
