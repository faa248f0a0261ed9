package dev.driftwarden.check.cases;

import dev.driftwarden.world.recorded.BadInputException;
import dev.driftwarden.yaml.Issues;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Case files on disk: {@code <folder>/<rule id>/<name>.yaml}. */
public final class CaseFolder {
    private CaseFolder() {}

    /**
     * All case files at or below the path, sorted; the path may also be a single file.
     *
     * @throws BadInputException when there is none
     */
    public static List<Path> files(Path path) {
        if (!Files.exists(path)) {
            throw new BadInputException(path.toString(), "no such file or directory");
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(CaseFolder::isYaml)
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new BadInputException(path.toString(), "there is no case (*.yaml) in it");
            }
            return files;
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new BadInputException(path.toString(), "cannot read it");
        }
    }

    private static boolean isYaml(Path file) {
        return file.toString().endsWith(".yaml") || file.toString().endsWith(".yml");
    }

    /** The id of the rule that the case is about: the name of its folder. */
    public static String ruleOf(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null || folder.getFileName() == null
                ? ""
                : folder.getFileName().toString();
    }

    /** Reads one case; empty when it is wrong, which is then said in the issues. */
    public static Optional<RuleCase> read(Path file, Issues issues) {
        return CaseReader.read(ruleOf(file), file, text(file), issues);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new BadInputException(file.toString(), "the file is not UTF-8");
        } catch (IOException e) {
            throw new BadInputException(file.toString(), "cannot be read");
        }
    }
}
