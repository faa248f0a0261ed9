package dev.driftwarden.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.check.Exit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
    private static final class Group extends CommandGroup {}

    /** One line each. */
    @Command(name = "list", description = "One line for each, newest first.", mixinStandardHelpOptions = true)
    private static final class ListThem extends ApiCommand {
        @Option(names = "--handled", description = "Those that were replayed or dropped.")
        private boolean handled;

        ListThem(Shell shell) {
            super(shell);
        }

        @Override
        Exit run(ApiClient api) {
            boolean any = false;
            for (JsonNode one : api.items("/rejections?limit=200&state=" + (handled ? "handled" : "waiting"))) {
                say(line(one));
                any = true;
            }
            if (!any) {
                remark(handled ? "Nothing was replayed or dropped." : "Nothing that was set aside waits.");
            }
            return Exit.CLEAN;
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

    private abstract static class OnOne extends ApiCommand {
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
        Exit run(ApiClient api) {
            say(api.get(path()));
            return Exit.CLEAN;
        }
    }

    /** Puts one back. */
    @Command(
            name = "replay",
            description = {
                "Puts one back to its queue, or an event to the receiver, and tells what became of it.",
                "An event is received at once. A message is tried by a worker later: 'poison show ID' tells then."
            },
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:it was received, or put back to its queue",
                "1:it failed again and waits with the new reason",
                "2:it could not be put back"
            },
            mixinStandardHelpOptions = true)
    private static final class Replay extends OnOne {
        Replay(Shell shell) {
            super(shell);
        }

        @Override
        Exit run(ApiClient api) {
            String told = api.post(path() + "/replay", Map.of()).path("done").asText();
            JsonNode now = api.get(path());
            if (!now.path("state").asText().equals("waiting")) {
                say(told);
                return Exit.CLEAN;
            }
            say("It failed again and waits: " + now.path("reason").asText());
            return Exit.FAILED;
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
        Exit run(ApiClient api) {
            say(api.post(path() + "/drop", Map.of("reason", reason))
                    .path("done")
                    .asText());
            return Exit.CLEAN;
        }
    }
}
