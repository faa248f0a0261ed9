package dev.driftwarden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The threat model names the test that proves each control; none may have gone. */
class ThreatModelTest {
    private static final Path TESTS = Path.of("src/test/java");

    @TestFactory
    Stream<DynamicTest> everyTestThatItNamesExists() throws IOException {
        List<String> named = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`")
                .matcher(Files.readString(Path.of("docs/threat-model.md")))
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .distinct()
                .toList();
        assertThat(named).hasSizeGreaterThan(30);
        return named.stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name.split(" ", 2))));
    }

    private static void check(String[] name) throws IOException {
        assertThat(source(name[0])).hasValueSatisfying(text -> assertThat(text).contains("void " + name[1] + "("));
    }

    private static Optional<String> source(String type) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            Optional<Path> file =
                    files.filter(path -> path.endsWith(type + ".java")).findFirst();
            return file.isPresent() ? Optional.of(Files.readString(file.get())) : Optional.empty();
        }
    }
}
