package dev.driftwarden.cli;

import dev.driftwarden.check.Exit;
import dev.driftwarden.infra.GeneratedFile;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.rule.load.RuleDefinition;
import dev.driftwarden.world.recorded.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes one file from the rules, or says whether the one that is there is stale. */
abstract sealed class GenerateCommand implements Callable<Integer>
        permits InfraCommand.RolesCommand, InfraCommand.EventsCommand {
    private final Shell shell;
    private final Function<List<RuleDefinition>, GeneratedFile> generator;

    @Option(names = "--check", description = "Writes nothing; exit code 1 when the file is missing or stale.")
    private boolean check;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder that holds infra/. Default: this one.")
    private Path root = Path.of(".");

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    GenerateCommand(Shell shell, Function<List<RuleDefinition>, GeneratedFile> generator) {
        this.shell = shell;
        this.generator = generator;
    }

    @Override
    public Integer call() {
        GeneratedFile file = generator.apply(definitions(ruleOptions.load(shell)));
        try {
            return (check ? checked(file) : written(file)).code();
        } catch (IOException e) {
            throw new BadInputException(root.resolve(file.path()).toString(), "cannot be read or written");
        }
    }

    private Exit checked(GeneratedFile file) throws IOException {
        if (file.isCurrent(root)) {
            shell.out().println(file.path() + " is current.");
            return Exit.CLEAN;
        }
        shell.err().println(file.path() + " is missing or stale; run: driftwarden infra roles events");
        return Exit.FAILED;
    }

    private Exit written(GeneratedFile file) throws IOException {
        boolean current = file.isCurrent(root);
        if (!current) {
            file.write(root);
        }
        shell.out().println(file.path() + (current ? " is current." : " written."));
        return Exit.CLEAN;
    }

    private static List<RuleDefinition> definitions(Rules rules) {
        if (!(rules instanceof RuleBook book)) {
            throw new IllegalStateException("the rules do not come from files");
        }
        return book.definitions();
    }
}
