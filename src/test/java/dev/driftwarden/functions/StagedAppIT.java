package dev.driftwarden.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks the staged function app as the Functions host and its Java worker would load it. */
class StagedAppIT {
    private static final Path APP = Path.of(System.getProperty("staged.app", "target/azure-functions/driftwarden"));
    private static final long LARGEST = 60L * 1024 * 1024;

    @TestFactory
    Stream<DynamicTest> everyFunctionFitsItsClass() throws IOException {
        return functionFolders().stream()
                .map(folder -> DynamicTest.dynamicTest(name(folder), () -> checkFunction(folder)));
    }

    private static void checkFunction(Path folder) throws IOException, ReflectiveOperationException {
        JsonNode function =
                new ObjectMapper().readTree(folder.resolve("function.json").toFile());
        List<JsonNode> bindings = new ArrayList<>();
        function.path("bindings").forEach(bindings::add);
        bindings.forEach(StagedBinding::check);
        assertThat(bindings)
                .filteredOn(StagedBinding::isTrigger)
                .as("one trigger")
                .hasSize(1);

        String entryPoint = function.path("entryPoint").asText();
        Path jar = folder.resolve(function.path("scriptFile").asText()).normalize();
        assertThat(jar).isRegularFile().hasParentRaw(APP);
        try (URLClassLoader loader = loader(jar)) {
            checkMethod(name(folder), entryPoint, bindings, loader);
        }
    }

    private static void checkMethod(String function, String entryPoint, List<JsonNode> bindings, ClassLoader loader)
            throws ReflectiveOperationException {
        int dot = entryPoint.lastIndexOf('.');
        Class<?> type = loader.loadClass(entryPoint.substring(0, dot));
        assertThat(type.getClassLoader()).as("from the staged jar").isSameAs(loader);
        assertThat(Modifier.isPublic(type.getModifiers())).as("public class").isTrue();
        assertThat(Modifier.isPublic(type.getConstructor().getModifiers())).isTrue();
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(entryPoint.substring(dot + 1)))
                .toList();
        assertThat(methods).as("methods of one name").hasSize(1);
        StagedBinding.checkAnnotations(function, methods.get(0), bindings);
    }

    @Test
    void holdsEveryFunctionOfTheSourceAndNoOther() throws IOException {
        List<String> annotated = FunctionClasses.all().stream()
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .map(method -> method.getAnnotation(com.microsoft.azure.functions.annotation.FunctionName.class))
                .filter(annotation -> annotation != null)
                .map(annotation -> annotation.value())
                .toList();

        assertThat(functionFolders().stream().map(StagedAppIT::name)).containsExactlyInAnyOrderElementsOf(annotated);
        assertThat(annotated)
                .contains("OnResourceChange", "OnQueuedChange", "Evaluate", "Apply", "Verify", "NightlySweep")
                .contains("OnEntraAudit", "EntraWatch")
                .contains("Housekeeping", "Api", "Console", "Root", "RecordPoisonedEvent");
    }

    @Test
    void recordsThePoisonOfEveryQueue() throws IOException {
        TreeSet<String> queues = new TreeSet<>();
        for (Path folder : functionFolders()) {
            JsonNode trigger = new ObjectMapper()
                    .readTree(folder.resolve("function.json").toFile())
                    .at("/bindings/0");
            if (trigger.path("type").asText().equals("queueTrigger")) {
                queues.add(trigger.path("queueName").asText());
            }
        }

        assertThat(queues)
                .filteredOn(queue -> !queue.endsWith("-poison"))
                .isNotEmpty()
                .allSatisfy(queue -> assertThat(queues).contains(queue + "-poison"));
    }

    @Test
    void bringsNoLibraryThatTheWorkerBringsAndNoTestLibrary() throws IOException {
        assertThat(libraries())
                .isNotEmpty()
                .noneMatch(
                        name -> name.matches("(gson|azure-functions-java-core-library|azure-functions-java-worker)-.*"))
                .noneMatch(
                        name -> name.matches(
                                "(junit|mockito|assertj|awaitility|archunit|jsoup|byte-buddy|opentest4j|apiguardian|jmh|playwright).*"))
                .noneMatch(name -> name.matches("(netty|azure-core-http-netty|reactor-netty).*"));
    }

    @Test
    void holdsNoClassTwice() throws IOException {
        Map<String, List<String>> jarsByClass = new TreeMap<>();
        for (Path jar : jars()) {
            try (JarFile open = new JarFile(jar.toFile())) {
                open.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                        .filter(name -> !name.startsWith("META-INF/"))
                        .forEach(name -> jarsByClass
                                .computeIfAbsent(name, any -> new ArrayList<>())
                                .add(name(jar)));
            }
        }

        assertThat(jarsByClass).hasSizeGreaterThan(1_000);
        Map<String, List<String>> doubled = jarsByClass.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(doubled).isEmpty();
    }

    @Test
    void hasNoFolderThatTheWorkerTakesForItsLibraries() throws IOException {
        try (Stream<Path> entries = Files.walk(APP)) {
            assertThat(entries.filter(Files::isDirectory).map(StagedAppIT::name))
                    .filteredOn(name -> name.endsWith("lib"))
                    .containsExactly("lib");
        }
    }

    @Test
    void staysUnderTheSizeThatStartsQuickly() throws IOException {
        try (Stream<Path> files = Files.walk(APP)) {
            long size = files.filter(Files::isRegularFile)
                    .mapToLong(StagedAppIT::size)
                    .sum();
            assertThat(size).isBetween(1L, LARGEST);
        }
    }

    @Test
    void bringsNoSecretAlong() throws IOException {
        JsonNode settings =
                new ObjectMapper().readTree(APP.resolve("local.settings.json").toFile());

        assertThat(settings.path("Values").toString()).doesNotContain("AccountKey", "SharedAccessSignature", "sig=");
    }

    @Test
    void tellsTheHostWhatTheBotReliesOn() throws IOException {
        JsonNode host = new ObjectMapper().readTree(APP.resolve("host.json").toFile());

        assertThat(host.path("version").asText()).isEqualTo("2.0");
        assertThat(host.at("/extensionBundle/id").asText()).isEqualTo("Microsoft.Azure.Functions.ExtensionBundle");
        assertThat(host.at("/extensionBundle/version").asText()).isEqualTo("[4.0.0, 5.0.0)");
        assertThat(host.at("/extensions/http/routePrefix").asText("missing")).isEmpty();
        assertThat(host.at("/extensions/queues/messageEncoding").asText()).isEqualTo("base64");
        assertThat(host.at("/extensions/queues/batchSize").asInt()).isBetween(1, 32);
        assertThat(host.path("functionTimeout").asText()).matches("00:\\d\\d:\\d\\d");
    }

    private static List<Path> functionFolders() throws IOException {
        try (Stream<Path> folders = Files.list(APP)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("function.json")))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }

    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.list(APP.resolve("lib"))) {
            return files.map(file -> name(file)).sorted().toList();
        }
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> own = Files.list(APP);
                Stream<Path> libraries = Files.list(APP.resolve("lib"))) {
            return Stream.concat(own, libraries)
                    .filter(file -> file.toString().endsWith(".jar"))
                    .toList();
        }
    }

    /** Like the worker's: the function's jar and every library; above it only the functions core, which the worker shares. */
    private static URLClassLoader loader(Path jar) throws IOException {
        List<URL> urls = new ArrayList<>(List.of(url(jar)));
        try (Stream<Path> files = Files.list(APP.resolve("lib"))) {
            files.map(StagedAppIT::url).forEach(urls::add);
        }
        return new URLClassLoader(urls.toArray(URL[]::new), new FunctionsCoreOnly());
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The JDK and the functions core and annotations, so that annotations are the test's own classes. */
    private static final class FunctionsCoreOnly extends ClassLoader {
        FunctionsCoreOnly() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("com.microsoft.azure.functions.")) {
                return StagedAppIT.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
