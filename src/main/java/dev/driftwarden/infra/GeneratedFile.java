package dev.driftwarden.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is made from the rules and committed.
 *
 * @param path where it lies, from the top of the repository
 * @param text what it must hold
 */
public record GeneratedFile(Path path, String text) {
    private static final Path ROLES = Path.of("infra", "roles", "roles.json");
    private static final Path EVENTS = Path.of("infra", "events", "filters.json");

    public static GeneratedFile of(Roles roles) {
        return new GeneratedFile(ROLES, pretty(roles.json()));
    }

    public static GeneratedFile of(EventFilters filters) {
        return new GeneratedFile(EVENTS, pretty(filters.json()));
    }

    /**
     * Whether the file below the given folder holds what it must.
     *
     * @throws IOException when it is there but cannot be read
     */
    public boolean isCurrent(Path root) throws IOException {
        Path file = root.resolve(path);
        return Files.exists(file) && Files.readString(file).equals(text);
    }

    /**
     * Writes the file below the given folder.
     *
     * @throws IOException when that is not possible
     */
    public void write(Path root) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String pretty(ObjectNode json) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts cannot fail to be written", e);
        }
    }
}
