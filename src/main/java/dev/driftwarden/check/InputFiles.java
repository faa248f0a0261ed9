package dev.driftwarden.check;

import dev.driftwarden.world.recorded.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Turns the FILE and DIR arguments of a command into files; a DIR stands for every {@code *.json} below it. */
public final class InputFiles {
    /** Stands for the standard input. */
    static final String STANDARD_INPUT = "-";

    private InputFiles() {}

    /**
     * The files in the order of the arguments, those of a directory sorted by name.
     *
     * @throws BadInputException when an argument does not exist or a directory holds no JSON file
     */
    public static List<String> of(List<String> arguments) {
        List<String> files = new ArrayList<>();
        for (String argument : arguments) {
            files.addAll(argument.equals(STANDARD_INPUT) ? List.of(argument) : expand(argument));
        }
        return files;
    }

    private static List<String> expand(String argument) {
        Path path = path(argument);
        if (!Files.exists(path)) {
            throw new BadInputException(argument, "no such file or directory");
        }
        return Files.isDirectory(path) ? jsonFilesIn(argument, path) : List.of(argument);
    }

    private static Path path(String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw new BadInputException(argument, "this is not a file name");
        }
    }

    private static List<String> jsonFilesIn(String argument, Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            List<String> files = all.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new BadInputException(argument, "the directory holds no *.json file");
            }
            return files;
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new BadInputException(argument, "cannot read the directory");
        }
    }
}
