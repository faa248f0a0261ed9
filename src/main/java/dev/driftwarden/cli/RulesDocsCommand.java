package dev.driftwarden.cli;

import dev.driftwarden.check.Exit;
import dev.driftwarden.check.cases.CaseFolder;
import dev.driftwarden.check.cases.RuleCase;
import dev.driftwarden.check.pages.RulePages;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.yaml.Issues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code driftwarden rules docs}: writes a page for each rule. */
@Command(
        name = "docs",
        description = "Writes a Markdown page for each rule and an index of them into a folder.",
        mixinStandardHelpOptions = true)
final class RulesDocsCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "DIR",
            description = "The folder, for instance docs/rules. Pages of rules that are gone are removed.")
    private Path folder = Path.of("docs/rules");

    @Option(names = "--check", description = "Write nothing; exit with 1 when a page is missing, stale or too many.")
    private boolean check;

    @Option(
            names = "--cases",
            paramLabel = "DIR",
            defaultValue = "cases",
            description = "The folder of the cases that pages link to. Default: cases.")
    private Path cases = Path.of("cases");

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    RulesDocsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!(ruleOptions.load(shell) instanceof RuleBook book)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "these rules come from no file");
        }
        Map<String, String> pages = RulePages.of(book, cases());
        PageFolder target = new PageFolder(folder);
        List<String> stale = target.differences(pages);
        if (!check) {
            target.write(pages);
            shell.out().println(pages.size() + " pages, " + stale.size() + " changed.");
            return Exit.CLEAN.code();
        }
        stale.forEach(name -> shell.out().println(shell.screen().red("STALE ") + folder.resolve(name)));
        shell.out().println(pages.size() + " pages, " + stale.size() + " stale.");
        return (stale.isEmpty() ? Exit.CLEAN : Exit.FAILED).code();
    }

    private List<RuleCase> cases() {
        if (!Files.isDirectory(cases)) {
            return List.of();
        }
        Issues issues = new Issues();
        return CaseFolder.files(cases).stream()
                .flatMap(file -> CaseFolder.read(file, issues).stream())
                .toList();
    }
}
