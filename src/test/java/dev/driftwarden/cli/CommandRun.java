package dev.driftwarden.cli;

import dev.driftwarden.check.Screen;
import dev.driftwarden.testing.FakeRules;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** One command line, executed in this process with rules written by hand. */
record CommandRun(int exit, String out, String err) {

    static CommandRun of(String... arguments) {
        return reading("", arguments);
    }

    static CommandRun reading(String standardInput, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(
                new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                new Screen(/* coloured= */ false),
                Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC),
                "1.2.3",
                own -> new FakeRules());
        int exit = Driftwarden.in(shell).execute(arguments);
        shell.out().flush();
        shell.err().flush();
        return new CommandRun(exit, out.toString(), err.toString());
    }
}
