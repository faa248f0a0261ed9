package dev.driftwarden.cli;

import dev.driftwarden.check.CheckedWorld;
import dev.driftwarden.check.EachReport;
import dev.driftwarden.check.Exit;
import dev.driftwarden.check.InputFiles;
import dev.driftwarden.check.JsonReport;
import dev.driftwarden.check.LinesOf;
import dev.driftwarden.check.Report;
import dev.driftwarden.check.RuleGlob;
import dev.driftwarden.check.Screen;
import dev.driftwarden.check.TextReport;
import dev.driftwarden.check.WorldCheck;
import dev.driftwarden.check.WorldFiles;
import dev.driftwarden.report.OcsfReport;
import dev.driftwarden.report.SarifReport;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.world.recorded.BadInputException;
import dev.driftwarden.world.recorded.RecordedWorld;
import java.io.IOException;
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

/** {@code driftwarden check}: judges JSON files without any cloud. */
@Command(
        name = "check",
        description = "Judges resources given as JSON, as ARM returns them. Nothing is sent anywhere.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExit code:%n",
        footer = {
            "  0  nothing failed",
            "  1  something failed",
            "  2  unusable input or arguments",
            "  3  nothing failed, but something could not be judged"
        })
final class CheckCommand implements Callable<Integer> {
    /** How the result is written. */
    enum Format {
        TEXT,
        JSON,
        SARIF,
        OCSF
    }

    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "text, json, sarif (2.1.0) or ocsf (Compliance Finding). Default: text.")
    private Format format = Format.TEXT;

    @Option(
            names = "--rules",
            paramLabel = "GLOB",
            defaultValue = "*",
            description = "Only rules whose id fits, for instance 'storage.*'; commas separate several.")
    private String glob = "*";

    @Option(names = "--each", description = "Every FILE is a world of its own (text and json).")
    private boolean each;

    @Option(names = "--all", description = "In text, show passed and skipped rules too.")
    private boolean everything;

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "A JSON file, '-' for the standard input, or a directory (every *.json below it). "
                    + "All of them form one world.")
    private List<String> arguments = new ArrayList<>();

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        if (each && format != Format.TEXT && format != Format.JSON) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--each works with --format text or json");
        }
        List<String> files = InputFiles.of(arguments);
        WorldFiles worldFiles = new WorldFiles(shell.in());
        // Read before the rules are loaded: a mistake in the input is told at once.
        if (!each) {
            RecordedWorld world = worldFiles.world(files);
            CheckedWorld checked = judge(check(), world);
            report().write(checked, shell.out());
            return checked.exit().code();
        }
        WorldCheck check = check();
        return judgeEach(files, file -> judge(check, worldFiles.world(List.of(file))))
                .code();
    }

    private WorldCheck check() {
        Rules rules = ruleOptions.load(shell);
        RuleGlob chosen = RuleGlob.of(glob);
        if (rules.all().stream().noneMatch(rule -> chosen.includes(rule.id()))) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "no rule fits --rules '" + glob + "'; see driftwarden rules list");
        }
        return new WorldCheck(rules, chosen);
    }

    private static CheckedWorld judge(WorldCheck check, RecordedWorld world) {
        return new CheckedWorld(world, check.judge(world));
    }

    private Exit judgeEach(List<String> files, java.util.function.Function<String, CheckedWorld> check)
            throws IOException {
        if (format == Format.JSON) {
            return new EachReport().write(files, check, shell.out());
        }
        Exit gravest = Exit.CLEAN;
        for (String file : files) {
            gravest = gravest.and(showOne(file, check));
        }
        return gravest;
    }

    private Exit showOne(String file, java.util.function.Function<String, CheckedWorld> check) throws IOException {
        shell.out().println(shell.screen().bold("== " + Screen.plain(file)));
        try {
            CheckedWorld checked = check.apply(file);
            report().write(checked, shell.out());
            shell.out().println();
            return checked.exit();
        } catch (BadInputException e) {
            shell.out().println(e.getMessage() + "\n");
            return Exit.UNUSABLE;
        }
    }

    private Report report() {
        return switch (format) {
            case TEXT -> new TextReport(shell.screen(), everything);
            case JSON -> new JsonReport();
            case SARIF -> new LinesOf(new SarifReport(shell.version()));
            case OCSF -> new LinesOf(new OcsfReport(shell.version(), shell.clock()));
        };
    }
}
