package dev.driftwarden.infra;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All templates of the repository, parsed. Without Node.js or the grammar tests are skipped; with {@code CI=true} they fail. */
final class BicepFiles {
    private static final Path INFRA = Path.of("infra");
    private static final Path TOOLS = Path.of("src", "test", "npm");
    private static final String MISSING = "The grammar of Bicep is not installed: run `npm ci` in src/test/npm";

    private BicepFiles() {}

    static Map<Path, BicepFile> parse() throws IOException, InterruptedException {
        boolean installed = Files.isDirectory(TOOLS.resolve("node_modules/web-tree-sitter")) && hasNode();
        if (!installed && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(MISSING);
        }
        assumeTrue(installed, MISSING);
        Map<Path, BicepFile> files = new TreeMap<>();
        trees(paths())
                .properties()
                .forEach(entry -> files.put(
                        Path.of(entry.getKey()),
                        new BicepFile(Path.of(entry.getKey()), new BicepNode(entry.getValue()))));
        return files;
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static List<Path> paths() throws IOException {
        try (Stream<Path> all = Files.walk(INFRA)) {
            return all.filter(path -> path.toString().matches(".*\\.bicep(param)?"))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode trees(List<Path> paths) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("bicep-tree", ".txt");
        Process node = new ProcessBuilder(
                        "node", TOOLS.resolve("bicep-tree.mjs").toString())
                .redirectError(errors.toFile())
                .start();
        try (var input = node.outputWriter(StandardCharsets.UTF_8)) {
            input.write(paths.stream().map(Path::toString).collect(Collectors.joining("\n")));
        }
        byte[] output = node.getInputStream().readAllBytes();
        String said = node.waitFor() == 0 ? "" : Files.readString(errors);
        Files.delete(errors);
        if (!said.isEmpty()) {
            throw new IllegalStateException("the templates could not be parsed: " + said);
        }
        return new ObjectMapper().readTree(output);
    }
}
