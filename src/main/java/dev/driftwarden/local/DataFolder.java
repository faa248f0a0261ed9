package dev.driftwarden.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder with everything of a local run that survives a restart. */
record DataFolder(Path path) {
    /** Only these are ever deleted: the folder may be one that holds other things as well. */
    private static final List<String> OWN = List.of("state.mv.db", "state.trace.db", "practice.json");

    /** Makes the folder where there is none. */
    static DataFolder open(Path path) {
        try {
            return new DataFolder(Files.createDirectories(path));
        } catch (IOException denied) {
            throw new UncheckedIOException("The folder " + path + " cannot be made: " + denied.getMessage(), denied);
        }
    }

    void forget() {
        for (String name : OWN) {
            try {
                Files.deleteIfExists(path.resolve(name));
            } catch (IOException denied) {
                throw new UncheckedIOException(
                        path.resolve(name) + " cannot be deleted: " + denied.getMessage(), denied);
            }
        }
    }

    /** The embedded database, without its ending. */
    Path state() {
        return path.resolve("state");
    }

    /** The estate of the practice Azure. */
    Path practice() {
        return path.resolve("practice.json");
    }
}
