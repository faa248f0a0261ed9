package dev.driftwarden.cli;

import dev.driftwarden.rule.Rules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which rules are in force, for every command that needs them. */
final class RuleOptions {
    @Option(
            names = "--rule-files",
            paramLabel = "PATH",
            description = "Rules of your own besides the shipped ones: a YAML file or a folder of such. Repeatable.")
    private List<Path> own = new ArrayList<>();

    List<Path> own() {
        return List.copyOf(own);
    }

    Rules load(Shell shell) {
        return shell.rules().apply(own);
    }
}
