package dev.driftwarden.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Checks the zip that is deployed. */
class DeployedZipIT {
    private static final Path ZIP = Path.of(System.getProperty("deployed.zip", "target/driftwarden.zip"));
    private static final long LARGEST = 60L * 1024 * 1024;

    private static List<String> names() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    private static String text(String name) throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile());
                var in = zip.getInputStream(zip.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void isSmallEnough() throws IOException {
        assertThat(Files.size(ZIP)).isLessThanOrEqualTo(LARGEST);
    }

    @Test
    void holdsTheStagedAppAndNoSettingsOfThisMachine() throws IOException {
        Path staged = Path.of(System.getProperty("staged.app", "target/azure-functions/driftwarden"));
        try (Stream<Path> files = Files.walk(staged)) {
            List<String> wanted = files.filter(Files::isRegularFile)
                    .map(file -> staged.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals("local.settings.json"))
                    .toList();
            assertThat(names()).contains("host.json").containsAll(wanted).doesNotContain("local.settings.json");
        }
    }

    @Test
    void saysWhatItConsistsOfAndUnderWhichLicences() throws IOException {
        String notices = text("notices/THIRD-PARTY.txt");
        var components = new ObjectMapper().readTree(text("notices/bom.json")).path("components");
        assertThat(components).hasSizeGreaterThan(50);
        components.forEach(component -> assertThat(notices)
                .contains(component.path("group").asText() + ":"
                        + component.path("name").asText() + ":"
                        + component.path("version").asText()));
        assertThat(text("notices/LICENSE")).contains("MIT License");
    }

    @Test
    void holdsNothingThatTellsWhenItWasBuilt() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getTimeLocal().getYear()).distinct())
                    .containsExactly(2026);
            assertThat(zip.stream().map(ZipEntry::getLastModifiedTime).distinct())
                    .hasSize(1);
        }
    }
}
