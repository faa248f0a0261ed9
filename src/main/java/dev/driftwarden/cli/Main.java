package dev.driftwarden.cli;

import dev.driftwarden.check.Screen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
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
        Clock clock = Clock.systemUTC();
        return new Shell(
                System.in,
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                new Screen(CommandLine.Help.Ansi.AUTO.enabled()),
                clock,
                version(),
                own -> RuleFiles.load(own, clock));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
