package dev.driftwarden.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.check.RuleGlob;
import dev.driftwarden.decision.Decision.Reason;
import dev.driftwarden.decision.PolicyMode;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.resource.InvalidResourceIdException;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code driftwarden policy modes}. */
@Command(
        name = "modes",
        description =
                "Lists the mode that a policy file gives each rule in a place, and the line that gave it. It is where a decision "
                        + "starts: exemptions, stages, guards, budgets, freezes and the kill switch only lower it, except a promotion.",
        mixinStandardHelpOptions = true)
final class PolicyModesCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The policy file.")
    private Path file = Path.of("");

    @Option(
            names = "--scope",
            paramLabel = "ID",
            defaultValue = "/",
            description = "The place: the id of a subscription (/subscriptions/…), a resource group or a resource. "
                    + "Without it no line with a scope matches.")
    private String scope = "/";

    @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "A tag of the resource. Repeatable.")
    private Map<String, String> tags = new TreeMap<>();

    @Option(names = "--rules", paramLabel = "GLOB", defaultValue = "*", description = "Only rules whose id fits.")
    private String glob = "*";

    @Option(names = "--mode", description = "Only rules that come to this mode: observe, ticket, approve or auto.")
    private @Nullable Mode mode;

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    PolicyModesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ResourceId place = place();
        JsonNode body = body();
        Rules rules = ruleOptions.load(shell);
        Policy policy = PolicyFiles.read(file, rules);
        RuleGlob chosen = RuleGlob.of(glob);
        List<List<String>> rows = rules.all().stream()
                .filter(rule -> chosen.includes(rule.id()))
                .map(rule -> row(rule, PolicyMode.of(policy, rule, rule.severity(), place, body)))
                .filter(row -> mode == null || row.get(2).equals(mode.toString()))
                .toList();
        shell.out().print(new Table(List.of("id", "severity", "mode", "because"), rows).text(shell.screen()));
        return 0;
    }

    private static List<String> row(RuleInfo rule, Reason reason) {
        return List.of(rule.id(), rule.severity().toString(), reason.mode().toString(), reason.text());
    }

    private ResourceId place() {
        try {
            return ResourceId.parse(scope);
        } catch (InvalidResourceIdException e) {
            throw new ParameterException(spec.commandLine(), "--scope: " + e.getMessage());
        }
    }

    private JsonNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        tags.forEach(body.putObject("tags")::put);
        return body;
    }
}
