package dev.driftwarden.cli;

import dev.driftwarden.check.Screen;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.book.RuleBook;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code driftwarden rules show}. */
@Command(name = "show", description = "Shows everything about one rule.", mixinStandardHelpOptions = true)
final class RulesShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "The rule, by its id.")
    private String id = "";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    RulesShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Rules rules = ruleOptions.load(shell);
        RuleInfo rule = rules.find(id)
                .orElseThrow(
                        () -> new CommandLine.ParameterException(spec.commandLine(), RuleNames.unknown(id, rules)));
        shell.out().print(json ? RuleListing.text(RuleListing.json(rule)) : described(rule) + written(rules));
        return 0;
    }

    /** The rule as its file says it: conditions, message, guards and fix. */
    private String written(Rules rules) {
        if (!(rules instanceof RuleBook book)) {
            return "";
        }
        return book.definition(id)
                .map(rule -> "\n" + shell.screen().bold(rule.place().toString()) + "\n"
                        + RuleText.of(rule, RuleFiles.sources(ruleOptions.own())))
                .orElse("");
    }

    private String described(RuleInfo rule) {
        StringBuilder text = new StringBuilder();
        line(text, "id", rule.id());
        line(text, "title", rule.title());
        line(text, "severity", rule.severity().toString());
        line(text, "mode", "at most " + rule.mode());
        line(text, "type", rule.type().name() + ", api-version " + rule.apiVersion());
        line(text, "triggers", String.join(", ", rule.triggers()));
        new TreeMap<>(rule.controls()).forEach((name, controls) -> line(text, name, String.join(", ", controls)));
        return text.toString();
    }

    private void line(StringBuilder text, String label, String value) {
        text.append(shell.screen().bold(String.format("%-16s ", label)))
                .append(Screen.plain(value))
                .append('\n');
    }
}
