package dev.driftwarden.cli;

import dev.driftwarden.check.pages.RulePages;
import dev.driftwarden.world.recorded.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder with generated pages. What was not generated is neither written over nor removed. */
record PageFolder(Path path) {

    /** The names of pages that are missing, differ, or should not be there; sorted. */
    List<String> differences(Map<String, String> pages) {
        Set<String> names = new TreeSet<>(pages.keySet());
        names.addAll(present());
        return names.stream()
                .filter(name -> !Objects.equals(pages.get(name), text(name)))
                .toList();
    }

    /**
     * Makes these the folder's generated pages: writes what differs, removes what is no longer generated.
     *
     * @throws BadInputException before anything is lost, when a page would replace a file that was not generated
     */
    void write(Map<String, String> pages) {
        try {
            Files.createDirectories(path);
            List<String> stale = differences(pages);
            stale.forEach(name -> refuseForeign(path.resolve(name)));
            for (String name : stale) {
                String text = pages.get(name);
                if (text == null) {
                    Files.delete(path.resolve(name));
                } else {
                    Files.writeString(path.resolve(name), text);
                }
            }
        } catch (IOException e) {
            throw new BadInputException(path.toString(), "cannot be written: " + e.getMessage());
        }
    }

    private static boolean isGenerated(@Nullable String text) {
        return text != null && text.contains(RulePages.MARK);
    }

    private void refuseForeign(Path file) {
        String text = text(String.valueOf(file.getFileName()));
        if (text != null && !isGenerated(text)) {
            throw new BadInputException(
                    file.toString(), "was not made by this command; move it or choose another folder");
        }
    }

    private Set<String> present() {
        if (!Files.isDirectory(path)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".md") && isGenerated(text(name)))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String text(String name) {
        Path file = path.resolve(name);
        try {
            return Files.exists(file) ? Files.readString(file) : null;
        } catch (IOException e) {
            throw new BadInputException(file.toString(), "cannot be read");
        }
    }
}
