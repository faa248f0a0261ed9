package dev.driftwarden.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.check.Exit;
import dev.driftwarden.check.Screen;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code driftwarden poison}: what a running bot had to set aside, asked over its API. */
final class PoisonCommand {
    private static final int SHOWN = 90;

    private PoisonCommand() {}

    static CommandLine in(Shell shell) {
        return new CommandLine(new Group())
                .addSubcommand(new ListThem(shell))
                .addSubcommand(new Show(shell))
                .addSubcommand(new Replay(shell))
                .addSubcommand(new Drop(shell));
    }

    /** Names the others. */
    @Command(
            name = "poison",
            description = "Lists, shows, replays or drops what a running bot had to set aside.",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND")
    private static final class Group implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        @Override
        public void run() {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    private abstract static class OverApi implements Callable<Integer> {
        final Shell shell;

        @Mixin
        private ApiOptions options = new ApiOptions();

        OverApi(Shell shell) {
            this.shell = shell;
        }

        abstract int run(ApiClient api);

        @Override
        public Integer call() {
            return withApi(options, this::run);
        }

        private int withApi(ApiOptions given, ToIntFunction<ApiClient> work) {
            try {
                return work.applyAsInt(given.client());
            } catch (ApiClient.RefusedException refused) {
                Mistakes.print(shell.err(), "driftwarden poison: " + refused.getMessage());
                return Exit.UNUSABLE.code();
            }
        }

        void say(String line) {
            shell.out().println(Screen.plain(line));
            shell.out().flush();
        }
    }

    /** One line each. */
    @Command(name = "list", description = "One line for each, newest first.", mixinStandardHelpOptions = true)
    private static final class ListThem extends OverApi {
        @Option(names = "--handled", description = "Those that were replayed or dropped.")
        private boolean handled;

        ListThem(Shell shell) {
            super(shell);
        }

        @Override
        int run(ApiClient api) {
            @Nullable String next = "";
            boolean any = false;
            while (next != null) {
                JsonNode page = api.get("/rejections?limit=200&state=" + (handled ? "handled" : "waiting")
                        + (next.isEmpty() ? "" : "&cursor=" + ApiClient.encoded(next)));
                any |= !page.path("items").isEmpty();
                page.path("items").forEach(one -> say(line(one)));
                next = page.path("next").isTextual() ? page.path("next").asText() : null;
            }
            if (!any) {
                shell.err().println(handled ? "Nothing was replayed or dropped." : "Nothing that was set aside waits.");
                shell.err().flush();
            }
            return Exit.CLEAN.code();
        }

        private static String line(JsonNode one) {
            String reason = one.path("reason").asText();
            return String.join(
                    "  ",
                    List.of(
                            one.path("id").asText(),
                            seconds(one.path("at").asText()),
                            one.path("state").asText(),
                            one.path("source").asText(),
                            one.path("attempts").asText() + "x",
                            reason.length() > SHOWN ? reason.substring(0, SHOWN) + "…" : reason));
        }
    }

    /** A time without its fractions of a second. */
    private static String seconds(String at) {
        return at.replaceFirst("\\.\\d+Z$", "Z");
    }

    private abstract static class OnOne extends OverApi {
        @Parameters(paramLabel = "ID", description = "As 'poison list' names it.")
        private String id = "";

        OnOne(Shell shell) {
            super(shell);
        }

        String path() {
            return "/rejections/" + ApiClient.encoded(id);
        }
    }

    /** Everything about one. */
    @Command(
            name = "show",
            description = "Everything about one, as JSON; with its whole text for administrators.",
            mixinStandardHelpOptions = true)
    private static final class Show extends OnOne {
        Show(Shell shell) {
            super(shell);
        }

        @Override
        int run(ApiClient api) {
            api.get(path()).toPrettyString().lines().forEach(this::say);
            return Exit.CLEAN.code();
        }
    }

    /** Puts one back. */
    @Command(
            name = "replay",
            description = "Puts one back to its queue, or an event to the receiver.",
            mixinStandardHelpOptions = true)
    private static final class Replay extends OnOne {
        Replay(Shell shell) {
            super(shell);
        }

        @Override
        int run(ApiClient api) {
            say(api.post(path() + "/replay", "reason", null).path("done").asText());
            return Exit.CLEAN.code();
        }
    }

    /** Lets go of one. */
    @Command(name = "drop", description = "Lets go of one.", mixinStandardHelpOptions = true)
    private static final class Drop extends OnOne {
        @Option(names = "--reason", required = true, description = "Why, for the audit trail.")
        private String reason = "";

        Drop(Shell shell) {
            super(shell);
        }

        @Override
        int run(ApiClient api) {
            say(api.post(path() + "/drop", "reason", reason).path("done").asText());
            return Exit.CLEAN.code();
        }
    }
}
