package dev.driftwarden.cli;

import dev.driftwarden.check.RuleGlob;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.load.FrameworkCoverage;
import dev.driftwarden.rule.load.Frameworks;
import dev.driftwarden.yaml.Names;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code driftwarden rules list}. */
@Command(name = "list", description = "Lists the rules in force.", mixinStandardHelpOptions = true)
final class RulesListCommand implements Callable<Integer> {
    /** How the list is written. */
    enum Format {
        TABLE,
        JSON,
        CSV,
        MARKDOWN
    }

    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--format", defaultValue = "table", description = "table, json, csv or markdown. Default: table.")
    private Format format = Format.TABLE;

    @Option(names = "--rules", paramLabel = "GLOB", defaultValue = "*", description = "Only rules whose id fits.")
    private String glob = "*";

    @Option(names = "--service", description = "Only rules of this service, for instance storage.")
    private @Nullable String service;

    @Option(names = "--severity", description = "Only rules of this severity: low, medium, high or critical.")
    private @Nullable Severity severity;

    @Option(names = "--mode", description = "Only rules of this mode: observe, ticket, approve or auto.")
    private @Nullable Mode mode;

    @Option(
            names = "--framework",
            description =
                    "What the rules cover of a framework, for instance cis-azure-5.0, mcsb or shared-responsibility, "
                            + "and what they do not cover.")
    private @Nullable String framework;

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    RulesListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<RuleInfo> all = ruleOptions.load(shell).all();
        RuleGlob chosen = RuleGlob.of(glob);
        List<RuleInfo> rules = all.stream()
                .filter(rule -> chosen.includes(rule.id()))
                .filter(rule -> service == null || service.equalsIgnoreCase(rule.service()))
                .filter(rule -> severity == null || severity == rule.severity())
                .filter(rule -> mode == null || mode == rule.mode())
                .toList();
        shell.out().print(framework == null ? listed(rules) : covered(framework, rules, all));
        return 0;
    }

    private String listed(List<RuleInfo> rules) {
        return format == Format.JSON ? RuleListing.json(rules) : written(RuleListing.table(rules));
    }

    private String covered(String name, List<RuleInfo> rules, List<RuleInfo> all) {
        Set<String> known = new TreeSet<>(Frameworks.names());
        all.forEach(rule -> known.addAll(rule.controls().keySet()));
        if (!known.contains(name)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "there is no framework '" + name + "'" + Names.suggestion(name, known) + "; known are: "
                            + String.join(", ", known));
        }
        CoverageListing coverage = new CoverageListing(FrameworkCoverage.of(name, rules));
        return format == Format.JSON ? coverage.json() : written(coverage.table()) + coverage.summary(format);
    }

    private String written(Table table) {
        return switch (format) {
            case CSV -> table.csv();
            case MARKDOWN -> table.markdown();
            case TABLE, JSON -> table.text(shell.screen());
        };
    }
}
