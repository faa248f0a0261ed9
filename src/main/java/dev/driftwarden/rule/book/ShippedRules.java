package dev.driftwarden.rule.book;

import dev.driftwarden.rule.load.RuleSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Finds the rule files that lie beside the classes, in the jar or in a folder. */
final class ShippedRules {
    private static final String FOLDER = "rules/";

    private ShippedRules() {}

    /** In the order of their names. */
    static List<RuleSource> sources() {
        URL folder = Objects.requireNonNull(
                ShippedRules.class.getClassLoader().getResource(FOLDER), "the program was built without its rules");
        try {
            return folder.getProtocol().equals("jar") ? inJar(folder) : inFolder(folder.toURI());
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped rules cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the shipped rules lie at an unusable place: " + folder, e);
        }
    }

    private static List<RuleSource> inFolder(URI folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            List<RuleSource> sources = new java.util.ArrayList<>();
            for (Path file : found) {
                sources.add(new RuleSource(FOLDER + file.getFileName(), Files.readString(file), true));
            }
            return sources;
        }
    }

    private static List<RuleSource> inJar(URL folder) throws IOException {
        JarFile jar = ((JarURLConnection) folder.openConnection()).getJarFile();
        List<String> names = jar.stream()
                .map(java.util.zip.ZipEntry::getName)
                .filter(name -> name.startsWith(FOLDER) && name.endsWith(".yaml"))
                .sorted()
                .toList();
        List<RuleSource> sources = new java.util.ArrayList<>();
        for (String name : names) {
            try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
                sources.add(new RuleSource(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), true));
            }
        }
        return sources;
    }
}
