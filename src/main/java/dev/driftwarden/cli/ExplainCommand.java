package dev.driftwarden.cli;

import dev.driftwarden.check.Exit;
import dev.driftwarden.check.Explanation;
import dev.driftwarden.check.InputFiles;
import dev.driftwarden.check.WorldFiles;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.world.recorded.RecordedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code driftwarden explain}: everything about one rule's answer on one resource. */
@Command(
        name = "explain",
        description = "Explains what one rule says of one resource in JSON files, and what its fix would do.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--resource", required = true, paramLabel = "ID", description = "The resource, by its full id.")
    private String resource = "";

    @Option(names = "--rule", required = true, paramLabel = "ID", description = "The rule, by its id.")
    private String rule = "";

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "The world, as for check.")
    private List<String> arguments = new ArrayList<>();

    ExplainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ResourceId subject =
                ResourceId.tryParse(resource).orElseThrow(() -> usage("--resource is not a usable resource id"));
        RecordedWorld world = new WorldFiles(shell.in()).world(InputFiles.of(arguments));
        Rules rules = ruleOptions.load(shell);
        RuleInfo info = rules.find(rule).orElseThrow(() -> usage(RuleNames.unknown(rule, rules)));
        Judgement judgement = rules.judge(info, subject, world);
        shell.out().print(new Explanation(shell.screen()).of(judgement));
        return Exit.of(List.of(judgement)).code();
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
