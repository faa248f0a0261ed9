package dev.driftwarden;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The package order of docs/architecture.md, and what must not be used where. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final String ROOT = "dev.driftwarden.";
    private static final Pattern LISTED = Pattern.compile("^\\| *`([a-z0-9.]+)` *\\|.*");

    private JavaClasses classes;
    private List<String> order;

    @BeforeAll
    void read() throws IOException {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/console/templates/"))
                .importPackages("dev.driftwarden");
        order = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("docs/architecture.md"))) {
            Matcher row = LISTED.matcher(line);
            if (row.matches()) {
                order.add(row.group(1));
            }
        }
    }

    @Test
    void looksAtTheWholeProgram() {
        assertThat(classes.size()).isGreaterThan(300);
        Set<String> packages = new TreeSet<>();
        classes.forEach(type -> packages.add(type.getPackageName().substring(ROOT.length())));
        assertThat(order).as("packages in docs/architecture.md").containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void dependsOnlyDownward() {
        List<String> upward = new ArrayList<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                if (isUpward(dependency)) {
                    upward.add(dependency.getOriginClass().getName() + " -> "
                            + dependency.getTargetClass().getBaseComponentType().getName());
                }
            }
        }
        assertThat(new TreeSet<>(upward)).isEmpty();
    }

    private boolean isUpward(Dependency dependency) {
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        return target.startsWith(ROOT)
                && !target.startsWith(ROOT + "console.templates")
                && place(target) > place(dependency.getOriginClass().getPackageName());
    }

    private int place(String packageName) {
        return order.indexOf(packageName.substring(ROOT.length()));
    }

    @Test
    void marksEveryPackageAsNullMarked() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java/dev/driftwarden"))) {
            List<Path> bare = files.filter(Files::isDirectory)
                    .filter(ArchitectureTest::holdsJava)
                    .filter(folder -> !read(folder.resolve("package-info.java")).contains("@NullMarked"))
                    .toList();
            assertThat(bare).isEmpty();
        }
    }

    private static boolean holdsJava(Path folder) {
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesTimeAndChanceFromOutside() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "app..", ROOT + "local..", ROOT + "practice..", ROOT + "cli..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(System.class, "getenv")
                .check(classes);
    }

    @Test
    void keepsEachLibraryInItsPlace() {
        only("dev.cel..", "rule.cel..");
        only("picocli..", "cli..");
        only("com.azure.resourcemanager..", "azure..");
        only("com.azure.data.tables..", "store.azure..");
        only("com.azure.storage.queue..", "store.azure..");
        only("org.h2..", "store.h2..");
        only("org.snakeyaml..", "yaml..", "check.cases..");
        only("com.microsoft.azure.functions..", "functions..", "local..");
        only("gg.jte..", "console..", "notify.channel..");
        only("jakarta.mail..", "outbound..");
        only("org.apache.hc..", "outbound..");
    }

    private void only(String library, String... packages) {
        String[] allowed = new String[packages.length];
        for (int i = 0; i < packages.length; i++) {
            allowed[i] = ROOT + packages[i];
        }
        noClasses()
                .that(not(resideInAnyPackage(allowed)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .check(classes);
    }

    @Test
    void printsNothingExceptFromTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(classes);
    }
}
