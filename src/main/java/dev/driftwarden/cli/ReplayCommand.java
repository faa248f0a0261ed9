package dev.driftwarden.cli;

import dev.driftwarden.azure.AzureConnection;
import dev.driftwarden.azure.CachingWorld;
import dev.driftwarden.azure.LiveWorld;
import dev.driftwarden.change.Change;
import dev.driftwarden.change.EventParser;
import dev.driftwarden.change.ParsedEvent;
import dev.driftwarden.check.Exit;
import dev.driftwarden.check.ResultJson;
import dev.driftwarden.check.Screen;
import dev.driftwarden.engine.DryRun;
import dev.driftwarden.engine.DryRun.Outcome;
import dev.driftwarden.engine.DryRun.Replayed;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.world.Read;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code driftwarden replay}: what the bot would do about recorded events. */
@Command(
        name = "replay",
        description = "Says what would be done about recorded events, by the tenant as it is now. Nothing is written.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExit code:%n",
        footer = {
            "  0  nothing would be done",
            "  1  something fails, and the decision is shown",
            "  2  unusable input or arguments",
            "  3  nothing fails, but an event or a rule could not be used"
        })
final class ReplayCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "EVENTS.json", description = "One event of Event Grid or an array, in either schema.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", required = true, description = "Required: a replay never writes anything.")
    private boolean dryRun;

    @Option(names = "--policy", paramLabel = "FILE", description = "The policy file. Default: only observe.")
    private @Nullable Path policyFile;

    @Mixin
    private AzureOptions azure = new AzureOptions();

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    ReplayCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!dryRun) {
            throw new ParameterException(spec.commandLine(), "a replay needs --dry-run: it never writes anything");
        }
        List<ParsedEvent> events = new EventParser(shell.clock(), Set.of(), Set.of()).parse(text(file));
        if (events.stream().allMatch(event -> event instanceof ParsedEvent.Rejected)) {
            String why = events.isEmpty() ? "it holds no event" : ((ParsedEvent.Rejected) events.get(0)).reason();
            Mistakes.print(shell.err(), "driftwarden replay: " + file + ": " + why);
            return Exit.UNUSABLE.code();
        }
        Rules rules = ruleOptions.load(shell);
        AzureConnection connection = AzureConnection.open(azure.settings(spec), shell.clock());
        LiveWorld live = new LiveWorld(connection, id -> new Read.Absent());
        Policy policy = policyFile == null ? Policy.observeOnly() : PolicyFiles.read(policyFile, rules);
        Rules asked = rules.at(shell.clock().instant(), policy.parameters());
        DryRun dry = new DryRun(asked, policy, () -> new CachingWorld(live), shell.clock());
        Exit exit = Exit.CLEAN;
        for (int i = 0; i < events.size(); i++) {
            exit = exit.and(show(i + 1, dry.replay(events.get(i))));
        }
        shell.out().flush();
        return exit.code();
    }

    private String text(Path path) {
        try {
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new ParameterException(spec.commandLine(), path + " is no UTF-8 text");
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), path + " cannot be read: " + e.getMessage());
        }
    }

    private Exit show(int number, Replayed replayed) {
        Change change = replayed.change();
        shell.out()
                .println(shell.screen()
                        .bold(Screen.plain("Event " + number
                                + (change == null
                                        ? ""
                                        : ": " + change.operation() + " on " + change.subject() + " by "
                                                + change.actor().name()))));
        if (!replayed.note().isEmpty()) {
            shell.out().println("  " + Screen.plain(replayed.note()));
        }
        Exit exit = replayed.note().isEmpty() || change != null ? Exit.CLEAN : Exit.UNKNOWN;
        for (Outcome outcome : replayed.outcomes()) {
            exit = exit.and(show(outcome));
        }
        shell.out().println();
        return exit;
    }

    private Exit show(Outcome outcome) {
        Judgement judgement = outcome.judgement();
        if (judgement.verdict() == Verdict.ERROR) {
            shell.out().println(Screen.plain("  unknown  " + judgement.rule().id() + ": " + judgement.message()));
            return Exit.UNKNOWN;
        }
        if (outcome.decision() == null) {
            shell.out()
                    .println(
                            "  " + judgement.verdict() + "  " + judgement.rule().id());
            return Exit.CLEAN;
        }
        shell.out()
                .println(Screen.plain("  fail (" + judgement.severity() + ")  "
                        + judgement.rule().id() + ": " + judgement.message()));
        shell.out().println("    would be done: " + outcome.decision().mode());
        outcome.decision()
                .reasons()
                .forEach(reason -> shell.out().println(Screen.plain("      " + reason.mode() + ": " + reason.text())));
        if (judgement.fix() != null) {
            shell.out()
                    .println(Screen.plain(
                            "    fix: " + ResultJson.operations(judgement.fix().operations())));
        }
        return Exit.FAILED;
    }
}
