package dev.driftwarden.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.check.Exit;
import dev.driftwarden.check.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command about a running bot, which it asks over its API; what the bot refuses is one line and {@link Exit#UNUSABLE}. */
abstract class ApiCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ApiOptions options = new ApiOptions();

    ApiCommand(Shell shell) {
        this.shell = shell;
    }

    /** Throws {@link ApiClient.RefusedException} for what cannot be done. */
    abstract Exit run(ApiClient api);

    @Override
    public final Integer call() {
        try {
            return run(options.client()).code();
        } catch (ApiClient.RefusedException refused) {
            Mistakes.print(shell.err(), spec.qualifiedName() + ": " + refused.getMessage());
            return Exit.UNUSABLE.code();
        }
    }

    final Shell shell() {
        return shell;
    }

    /** Prints one line of what the bot told. */
    final void say(String line) {
        shell.out().println(Screen.plain(line));
        shell.out().flush();
    }

    /** Says something that is not among what was asked for, where it does not get into a file. */
    final void remark(String line) {
        shell.err().println(Screen.plain(line));
        shell.err().flush();
    }

    /** Prints all that the bot told, as JSON. */
    final void say(JsonNode answer) {
        answer.toPrettyString().lines().forEach(this::say);
    }
}
