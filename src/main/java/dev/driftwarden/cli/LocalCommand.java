package dev.driftwarden.cli;

import dev.driftwarden.app.Assembly;
import dev.driftwarden.app.SettingsException;
import dev.driftwarden.check.Exit;
import dev.driftwarden.local.LocalOptions;
import dev.driftwarden.local.LocalRun;
import dev.driftwarden.local.PortTakenException;
import dev.driftwarden.store.CannotOpenStoreException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code driftwarden local}: the whole bot on this machine, with a practice Azure. */
@Command(
        name = "local",
        description =
                "Runs the whole bot on this machine with a practice Azure. No account is needed; nothing leaves the machine.",
        mixinStandardHelpOptions = true)
final class LocalCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", defaultValue = "7071", description = "Of the console and the API. Default: 7071.")
    private int port;

    @Option(
            names = "--practice-port",
            paramLabel = "PORT",
            description = "Of the practice Azure. Default: the one after --port, or any free one when that is taken.")
    private @Nullable Integer practicePort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".driftwarden",
            description = "Keeps everything over restarts. Default: .driftwarden")
    private Path data = Path.of(".driftwarden");

    @Option(names = "--fresh", description = "Forgets what earlier runs left in DIR.")
    private boolean fresh;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy file. Default: that of the practice tenant.")
    private @Nullable Path policy;

    LocalCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkPort("--port", port);
        checkPort("--practice-port", practicePort == null ? 0 : practicePort);
        shell.out().println("Starting …");
        shell.out().flush();
        try (LocalRun run = start()) {
            welcome(run);
            waitForEnd(run);
            return Exit.CLEAN.code();
        } catch (PortTakenException | CannotOpenStoreException | UncheckedIOException | SettingsException mistake) {
            Mistakes.print(shell.err(), "driftwarden local: " + mistake.getMessage());
            return Exit.UNUSABLE.code();
        }
    }

    private LocalRun start() {
        LocalOptions options =
                new LocalOptions(port, practicePort, data, fresh, policy == null ? null : policy.toString());
        return LocalRun.start(options, Assembly::bot, shell.clock());
    }

    private void checkPort(String option, int value) {
        if (value < 0 || value > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + ", but ports go from 0 (any free one) to 65535");
        }
    }

    private void welcome(LocalRun run) {
        String address = run.address().toString().replace("127.0.0.1", "localhost");
        shell.out().print("""
                Driftwarden is running.
                  Console         %s/console
                  Sign in as      %s/practice/sign-in   (olivia approves, ada changes things, pat administers, vera looks)
                  Inbox           %s/practice/inbox     (what people and ticket systems would be told)
                  Health          %s/api/v1/health
                  Practice Azure  %s
                Change something in the practice Azure and watch it being caught. Ctrl-C stops; what happened is kept in %s.
                """.formatted(address, address, address, address, run.practice(), data));
        shell.out().flush();
    }

    /** Ctrl-C starts the shutdown hook, which ends the run before the process goes. */
    private void waitForEnd(LocalRun run) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    shell.out().println("Stopping …");
                    shell.out().flush();
                    run.close();
                    end.countDown();
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        end.await();
    }
}
