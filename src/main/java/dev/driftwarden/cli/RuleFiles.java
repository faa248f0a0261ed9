package dev.driftwarden.cli;

import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.book.LoadResult;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.world.recorded.BadInputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Loads the shipped rules, and those of a person's own files together with them. */
final class RuleFiles {
    private RuleFiles() {}

    /**
     * The rules in force.
     *
     * @param own rule files or folders of such; may be empty
     * @throws BrokenFilesException with all mistakes
     */
    static Rules load(List<Path> own, Clock clock) {
        return own.isEmpty() ? RuleBook.shipped(clock, Map.of()) : check(own, clock);
    }

    /** As {@link #load}, but every expression of every rule is checked now, not when it is first needed. */
    static Rules check(List<Path> own, Clock clock) {
        LoadResult result = RuleBook.load(sources(own), clock, Map.of());
        if (result instanceof LoadResult.Loaded loaded) {
            return loaded.book();
        }
        throw new BrokenFilesException(((LoadResult.Refused) result).render());
    }

    /** The texts of the shipped rule files and of a person's own. */
    static List<RuleSource> sources(List<Path> own) {
        List<RuleSource> sources = new ArrayList<>(RuleBook.shippedSources());
        sources.addAll(ownSources(own));
        return sources;
    }

    /** The texts of a person's own rule files. */
    static List<RuleSource> ownSources(List<Path> own) {
        return own.stream().flatMap(path -> sourcesAt(path).stream()).toList();
    }

    private static List<RuleSource> sourcesAt(Path path) {
        if (!Files.exists(path)) {
            throw new BadInputException(path.toString(), "no such file or directory");
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<RuleSource> sources = all.filter(Files::isRegularFile)
                    .filter(file -> file.equals(path) || file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .map(file -> new RuleSource(file.toString(), text(file), /* shipped= */ false))
                    .toList();
            if (sources.isEmpty()) {
                throw new BadInputException(path.toString(), "there is no rule file (*.yaml) in it");
            }
            return sources;
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new BadInputException(path.toString(), "cannot be read");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new BadInputException(file.toString(), "the file is not UTF-8");
        } catch (IOException e) {
            throw new BadInputException(file.toString(), "cannot be read");
        }
    }
}
