package dev.driftwarden.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The numbers of all controls of a framework, from {@code frameworks/<name>.txt} among the resources. */
final class FrameworkControls {
    private FrameworkControls() {}

    /** All control numbers; empty when the framework's list is not shipped. */
    static List<String> of(String framework) {
        if (!framework.matches("[a-z0-9][a-z0-9.-]*")) {
            return List.of();
        }
        try (InputStream in = FrameworkControls.class.getResourceAsStream("/frameworks/" + framework + ".txt")) {
            return in == null ? List.of() : controls(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the controls of " + framework, e);
        }
    }

    private static List<String> controls(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
