package dev.driftwarden.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.check.Exit;
import dev.driftwarden.ledger.AuditSearch.Line;
import dev.driftwarden.site.AuditText;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
    private static final class Group extends CommandGroup {}

    /** Whether everything is as it was written. */
    @Command(
            name = "verify",
            description = {
                "Checks every link of the trail, and every finding, plan, approval, write and state before against it.",
                "Exit code 0: everything is as it was written; 1: something is not."
            },
            mixinStandardHelpOptions = true)
    private static final class Verify extends ApiCommand {
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
    }

    /** Everything, or what is looked for, oldest first. */
    @Command(
            name = "export",
            description = "Writes the entries, oldest first, to the screen or a file.",
            mixinStandardHelpOptions = true)
    private static final class Export extends ApiCommand {
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
        Exit run(ApiClient api) {
            try {
                writeAll(api);
                return Exit.CLEAN;
            } catch (IOException e) {
                throw new ApiClient.RefusedException("The file cannot be written: " + e.getMessage());
            }
        }

        private void writeAll(ApiClient api) throws IOException {
            if (out == null) {
                write(api, shell().out());
                return;
            }
            try (Writer file = Files.newBufferedWriter(out, StandardCharsets.UTF_8)) {
                write(api, file);
            }
        }

        private void write(ApiClient api, Writer to) throws IOException {
            to.write(format == Format.CSV ? AuditText.csvHead() : "");
            for (JsonNode item : api.items(address())) {
                to.write(format == Format.CSV ? AuditText.csv(line(item)) : AuditText.json(line(item)));
            }
            to.flush();
        }

        private String address() {
            Map<String, String> parameters =
                    new TreeMap<>(Map.of("kind", kind, "subject", subject, "who", who, "from", from, "to", to));
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
