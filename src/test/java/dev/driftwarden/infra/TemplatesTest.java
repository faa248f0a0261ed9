package dev.driftwarden.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The templates fit together, and say to Azure what it understands. */
class TemplatesTest {
    private static final Set<String> LOADERS = Set.of("loadJsonContent", "loadTextContent");

    /** Functions of Bicep that the templates use. */
    private static final Set<String> FUNCTIONS = Set.of(
            "cidrSubnet",
            "concat",
            "contains",
            "deployment",
            "empty",
            "environment",
            "guid",
            "items",
            "join",
            "managementGroup",
            "map",
            "mapValues",
            "readEnvironmentVariable",
            "replace",
            "resourceGroup",
            "resourceId",
            "string",
            "subscription",
            "subscriptionResourceId",
            "take",
            "tenant",
            "toLower",
            "union",
            "uniqueString");

    private static Map<Path, BicepFile> files = Map.of();
    private static JsonNode types = new ObjectMapper().createObjectNode();

    @BeforeAll
    static void parse() throws IOException, InterruptedException {
        files = BicepFiles.parse();
        types = new ObjectMapper()
                .readTree(Files.readString(Path.of("src", "test", "resources", "infra", "types.json")));
        assertThat(files).hasSizeGreaterThan(20);
    }

    @Test
    void everyFileIsBicep() {
        assertThat(files.values())
                .allSatisfy(file -> assertThat(file.root().json().path("broken").asBoolean())
                        .as(file.path().toString())
                        .isFalse());
    }

    @Test
    void everythingThatIsGivenOrTakenIsDescribed() {
        List<String> undescribed = files.values().stream()
                .filter(file -> !file.path().toString().endsWith("param"))
                .flatMap(file -> file.declarations().stream()
                        .filter(declared -> Set.of("parameter_declaration", "output_declaration", "type_declaration")
                                .contains(declared.node().type()))
                        .filter(declared -> !declared.decorators().contains("description"))
                        .map(declared -> file.at(declared.node())))
                .toList();
        assertThat(undescribed).isEmpty();
    }

    @Test
    void modulesGetTheParametersThatTheyDeclare() {
        List<String> mistakes = new ArrayList<>();
        files.values()
                .forEach(file -> file.modules().values().forEach(module -> {
                    BicepFile target = files.get(file.resolve(module.node(1).text()));
                    if (target == null) {
                        mistakes.add(file.at(module) + ": there is no "
                                + module.node(1).text());
                        return;
                    }
                    Set<String> given = module.body()
                            .at("params")
                            .map(params -> params.properties()
                                    .map(property -> property.node(0).text())
                                    .collect(Collectors.toSet()))
                            .orElse(Set.of());
                    compare(file.at(module), given, target, mistakes);
                }));
        assertThat(mistakes).isEmpty();
    }

    @Test
    void parameterFilesGiveTheParametersThatTheTemplateDeclares() {
        List<String> mistakes = new ArrayList<>();
        List<BicepFile> given = files.values().stream()
                .filter(file -> file.path().toString().endsWith("param"))
                .toList();
        assertThat(given).hasSizeGreaterThanOrEqualTo(3);
        given.forEach(file -> {
            String using = file.root()
                    .all("using_statement")
                    .findFirst()
                    .orElseThrow()
                    .node(0)
                    .text();
            compare(file.path().toString(), file.variables().keySet(), target(file, using), mistakes);
        });
        assertThat(mistakes).isEmpty();
    }

    private static BicepFile target(BicepFile file, String relative) {
        return Objects.requireNonNull(files.get(file.resolve(relative)), relative);
    }

    private static void compare(String place, Set<String> given, BicepFile target, List<String> mistakes) {
        Map<String, Boolean> declared = target.parameters();
        given.stream()
                .filter(name -> !declared.containsKey(name))
                .forEach(name -> mistakes.add(place + ": " + target.path() + " takes no '" + name + "'"));
        declared.forEach((name, required) -> {
            if (required && !given.contains(name)) {
                mistakes.add(place + ": " + target.path() + " needs '" + name + "'");
            }
        });
    }

    @Test
    void modulesAreDeployedToTheScopeThatTheyAreWrittenFor() {
        List<String> mistakes = new ArrayList<>();
        files.values()
                .forEach(file -> file.modules().values().forEach(module -> {
                    String wanted = target(file, module.node(1).text()).scope();
                    String scope = module.body()
                            .at("scope")
                            .map(node ->
                                    node.is("call_expression") ? node.node(0).text() : "resourceGroup")
                            .orElse(file.scope());
                    if (!scope.equals(wanted)) {
                        mistakes.add(file.at(module) + ": deployed to " + scope + ", written for " + wanted);
                    }
                }));
        assertThat(mistakes).isEmpty();
    }

    @Test
    void onlyOutputsThatExistAreUsed() {
        List<String> mistakes = new ArrayList<>();
        files.values()
                .forEach(file -> file.root().all("member_expression").forEach(use -> {
                    BicepNode inner = use.node(0);
                    if (!inner.is("member_expression") || !inner.node(1).text().equals("outputs")) {
                        return;
                    }
                    BicepNode module = file.modules().get(inner.node(0).text());
                    Set<String> outputs = module == null
                            ? Set.of()
                            : target(file, module.node(1).text()).outputs();
                    if (!outputs.contains(use.node(1).text())) {
                        mistakes.add(file.at(use) + ": no output " + use.node(1).text());
                    }
                }));
        assertThat(mistakes).isEmpty();
    }

    @Test
    void onlyDeclaredNamesAreUsed() {
        List<String> mistakes = new ArrayList<>();
        files.values().forEach(file -> {
            Set<String> declared = new HashSet<>(FUNCTIONS);
            declared.addAll(LOADERS);
            file.root()
                    .all()
                    .filter(TemplatesTest::declaresName)
                    .forEach(node -> declared.add(node.node(0).text()));
            file.root().all("for_loop_parameters").flatMap(BicepNode::nodes).forEach(name -> declared.add(name.text()));
            used(file.root(), declared).forEach(use -> mistakes.add(file.at(use) + ": unknown name " + use.text()));
        });
        assertThat(mistakes).isEmpty();
    }

    private static boolean declaresName(BicepNode node) {
        return node.is("lambda_expression")
                || node.is("for_statement")
                || node.type().endsWith("_declaration");
    }

    private static Stream<BicepNode> used(BicepNode node, Set<String> declared) {
        if (Set.of("decorators", "type", "type_declaration", "using_statement").contains(node.type())) {
            return Stream.empty();
        }
        if (node.is("identifier")) {
            return declared.contains(node.text()) ? Stream.empty() : Stream.of(node);
        }
        boolean named = node.is("object_property") || node.is("metadata_declaration");
        return node.nodes().skip(named && node.nodes().count() > 1 ? 1 : 0).flatMap(child -> used(child, declared));
    }

    @Test
    void filesThatAreLoadedExist() {
        List<String> loaded = new ArrayList<>();
        files.values()
                .forEach(file -> file.root()
                        .all("call_expression")
                        .filter(call -> LOADERS.contains(call.node(0).text()))
                        .forEach(call -> loaded.add(
                                file.resolve(call.node(1).node(0).text()).toString())));
        assertThat(loaded)
                .isNotEmpty()
                .allSatisfy(path -> assertThat(Path.of(path)).isRegularFile());
    }

    @Test
    void resourcesHaveTheVersionsAndPropertiesThatAzureKnows() {
        List<String> mistakes = new ArrayList<>();
        files.values().forEach(file -> {
            PropertyCheck check = new PropertyCheck(file);
            file.resources().stream()
                    .filter(resource -> resource.node(1).text().contains("@"))
                    .forEach(resource -> {
                        String type = key(resource);
                        if (!types.has(type)) {
                            mistakes.add(file.at(resource) + ": types.json has no " + type);
                        } else if (!resource.json().path("existing").asBoolean()) {
                            check.resource(resource.body(), types.path(type));
                        }
                    });
            mistakes.addAll(check.mistakes());
        });
        assertThat(mistakes).isEmpty();
    }

    /** The compiler is no package of npm or Debian; the workflow installs it, elsewhere the grammar has to do. */
    @Test
    void theCompilerAcceptsThemWhereItIsInstalled() throws IOException, InterruptedException {
        Path compiler = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "bicep"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(compiler != null, "bicep is not on the PATH");
        for (String template : List.of("infra/main.bicep", "infra/roles/management-group.bicep")) {
            Path said = Files.createTempFile("bicep", ".txt");
            int exit = new ProcessBuilder(String.valueOf(compiler), "build", "--stdout", template)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(said.toFile())
                    .start()
                    .waitFor();
            assertThat(exit).as(Files.readString(said)).isZero();
            Files.delete(said);
        }
    }

    /** Where Azure knows only certain names, each has a shape of its own. */
    private static String key(BicepNode resource) {
        String type = resource.node(1).text();
        return types.has(type)
                ? type
                : type + "#" + resource.body().at("name").orElseThrow().text();
    }
}
