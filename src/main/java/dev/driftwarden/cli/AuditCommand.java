package dev.driftwarden.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.check.Exit;
import dev.driftwarden.check.Screen;
import dev.driftwarden.ledger.AuditSearch.Line;
import dev.driftwarden.site.AuditText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code driftwarden audit}: checks or exports the audit trail of a running bot, asked over its API. */
final class AuditCommand {
    private AuditCommand() {}

    static CommandLine in(Shell shell) {
        return new CommandLine(new Group()).addSubcommand(new Verify(shell)).addSubcommand(new Export(shell));
    }

    /** Names the others. */
    @Command(
            name = "audit",
            description = "Checks or exports the audit trail of a running bot.",
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

        abstract Exit run(ApiClient api) throws IOException;

        @Override
        public Integer call() {
            try {
                return run(options.client()).code();
            } catch (ApiClient.RefusedException refused) {
                Mistakes.print(shell.err(), "driftwarden audit: " + refused.getMessage());
            } catch (IOException e) {
                Mistakes.print(shell.err(), "driftwarden audit: the file cannot be written: " + e.getMessage());
            }
            return Exit.UNUSABLE.code();
        }
    }

    /** Whether everything is as it was written. */
    @Command(
            name = "verify",
            description = {
                "Checks every link of the trail, and every finding, plan, approval, write and state before against it.",
                "Exit code 0: everything is as it was written; 1: something is not."
            },
            mixinStandardHelpOptions = true)
    private static final class Verify extends OverApi {
        @Option(
                names = "--known",
                paramLabel = "SEQUENCE:HASH",
                description = "A link noted earlier, which must still be in the trail.")
        private String known = "";

        Verify(Shell shell) {
            super(shell);
        }

        @Override
        Exit run(ApiClient api) {
            JsonNode report = api.get("/audit/verify" + (known.isEmpty() ? "" : "?known=" + ApiClient.encoded(known)));
            boolean intact = report.path("intact").asBoolean();
            say(intact ? "The audit trail is whole." : "The audit trail is NOT whole.");
            report.path("problems").forEach(problem -> say("- " + problem.asText()));
            say(report.path("checked").asLong() + " records were compared with it, "
                    + report.path("unsealed").asLong() + " of them are older than their hashes.");
            say("Last link: " + report.path("sequence").asLong() + ":"
                    + report.path("hash").asText());
            return intact ? Exit.CLEAN : Exit.FAILED;
        }

        private void say(String line) {
            shell.out().println(Screen.plain(line));
            shell.out().flush();
        }
    }

    /** Everything, or what is looked for, oldest first. */
    @Command(
            name = "export",
            description = "Writes the entries, oldest first, to the screen or a file.",
            mixinStandardHelpOptions = true)
    private static final class Export extends OverApi {
        /** The forms. */
        enum Format {
            JSONL,
            CSV
        }

        @Option(names = "--format", defaultValue = "JSONL", description = "${COMPLETION-CANDIDATES}. Default: JSONL")
        private Format format = Format.JSONL;

        @Option(names = "--kind", description = "Only entries of this kind, for instance approved.")
        private String kind = "";

        @Option(
                names = "--subject",
                description = "Only about this finding or plan; the beginning of its id is enough.")
        private String subject = "";

        @Option(names = "--who", description = "Only what was done by whoever has this in the name or id.")
        private String who = "";

        @Option(names = "--from", description = "Not before this day or time, for instance 2026-10-01.")
        private String from = "";

        @Option(names = "--to", description = "Before this day or time.")
        private String to = "";

        @Option(names = "--out", paramLabel = "FILE", description = "A new file; without it, the screen.")
        private @Nullable Path out;

        Export(Shell shell) {
            super(shell);
        }

        @Override
        Exit run(ApiClient api) throws IOException {
            if (out == null) {
                PrintWriter screen = shell.out();
                write(api, screen);
                screen.flush();
                return Exit.CLEAN;
            }
            try (Writer file = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
                write(api, file);
            }
            return Exit.CLEAN;
        }

        private void write(ApiClient api, Writer to) throws IOException {
            to.write(format == Format.CSV ? AuditText.csvHead() : "");
            @Nullable String next = "";
            while (next != null) {
                JsonNode page = api.get(address(next));
                for (JsonNode item : page.path("items")) {
                    to.write(format == Format.CSV ? AuditText.csv(line(item)) : AuditText.json(line(item)));
                }
                next = page.path("next").isTextual() ? page.path("next").asText() : null;
            }
        }

        private String address(String cursor) {
            Map<String, String> parameters = new TreeMap<>(
                    Map.of("kind", kind, "subject", subject, "who", who, "from", from, "to", to, "cursor", cursor));
            parameters.values().removeIf(String::isEmpty);
            return "/audit?order=oldest&limit=200"
                    + parameters.entrySet().stream()
                            .map(one -> "&" + one.getKey() + "=" + ApiClient.encoded(one.getValue()))
                            .collect(Collectors.joining());
        }

        private static Line line(JsonNode item) {
            Map<String, String> details = new TreeMap<>();
            item.path("details")
                    .properties()
                    .forEach(one -> details.put(one.getKey(), one.getValue().asText()));
            return new Line(
                    item.path("sequence").asLong(),
                    Instant.parse(item.path("at").asText()),
                    item.path("kind").asText(),
                    item.path("who").asText(),
                    item.path("subject").asText(),
                    details,
                    item.path("hash").asText());
        }
    }
}
