package dev.driftwarden.cli;

import dev.driftwarden.check.Screen;
import dev.driftwarden.rule.Rules;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine;

/** Starts the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        QuietLogs.install();
        Shell shell = shell();
        int code = run(shell, args);
        shell.out().flush();
        System.exit(code);
    }

    private static int run(Shell shell, String[] args) {
        try {
            return Driftwarden.in(shell).execute(args);
        } catch (StackOverflowError | OutOfMemoryError e) {
            return Mistakes.unforeseen(e, shell.err());
        }
    }

    private static Shell shell() {
        return new Shell(
                System.in,
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                new Screen(CommandLine.Help.Ansi.AUTO.enabled()),
                Clock.systemUTC(),
                version(),
                Main::rules);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }

    private static Rules rules(List<Path> own) {
        throw new UnsupportedOperationException("rules " + own);
    }
}
