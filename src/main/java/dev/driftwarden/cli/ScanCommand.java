package dev.driftwarden.cli;

import dev.driftwarden.azure.AzureConnection;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.azure.LiveBackground;
import dev.driftwarden.check.CheckedWorld;
import dev.driftwarden.check.Exit;
import dev.driftwarden.check.HtmlReport;
import dev.driftwarden.check.JsonReport;
import dev.driftwarden.check.LinesOf;
import dev.driftwarden.check.Report;
import dev.driftwarden.check.RuleGlob;
import dev.driftwarden.check.Screen;
import dev.driftwarden.check.TenantScan;
import dev.driftwarden.check.TextReport;
import dev.driftwarden.report.CsvReport;
import dev.driftwarden.report.OcsfReport;
import dev.driftwarden.report.SarifReport;
import dev.driftwarden.rule.Rules;
import dev.driftwarden.sweep.Planner.NoSubscriptionsException;
import dev.driftwarden.sweep.SweepScope;
import dev.driftwarden.world.Read;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code driftwarden scan}: what is wrong in a tenant, with nothing deployed and nothing changed. */
@Command(
        name = "scan",
        description = "Looks through a tenant with your own 'az login' and reports what fails. It only reads.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExit code:%n",
        footer = {
            "  0  nothing failed",
            "  1  something failed",
            "  2  unusable arguments, or the tenant cannot be read",
            "  3  nothing failed, but something could not be judged or seen",
            "  130  ended by Ctrl-C; the report says what was seen until then"
        })
final class ScanCommand implements Callable<Integer> {
    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final int PATIENCE_SECONDS = 20;

    /** How the result is written. */
    enum Format {
        TEXT,
        JSON,
        CSV,
        HTML,
        SARIF,
        OCSF
    }

    /** What is looked through. */
    static final class Where {
        @Option(
                names = "--subscription",
                paramLabel = "ID",
                description = "Repeatable; commas separate several.",
                split = ",")
        private List<String> subscriptions = new ArrayList<>();

        @Option(names = "--management-group", paramLabel = "ID", description = "Every subscription below it.")
        private @Nullable String managementGroup;

        @Option(names = "--all", description = "Everything that you can see, the directory too.")
        private boolean all;
    }

    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Where where = new Where();

    @Option(
            names = "--max-calls",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Ends with what there is after so many calls. Default: 200000.")
    private long maxCalls = 200_000;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "text, json, csv, html, sarif (2.1.0) or ocsf (Compliance Finding). Default: text.")
    private Format format = Format.TEXT;

    @Option(names = "--out", paramLabel = "FILE", description = "Writes the report there instead of to the screen.")
    private @Nullable Path out;

    @Option(
            names = "--rules",
            paramLabel = "GLOB",
            defaultValue = "*",
            description = "Only rules whose id fits, for instance 'storage.*'; commas separate several.")
    private String glob = "*";

    @Mixin
    private AzureOptions azure = new AzureOptions();

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    ScanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        SweepScope scope = scope();
        AzureSettings settings = azure.settings(spec);
        Rules rules = ruleOptions.load(shell);
        RuleGlob chosen = RuleGlob.of(glob);
        if (rules.all().stream().noneMatch(rule -> chosen.includes(rule.id()))) {
            throw wrong("no rule fits --rules '" + glob + "'; see driftwarden rules list");
        }
        AzureConnection connection = AzureConnection.open(settings, shell.clock());
        LiveBackground reads = new LiveBackground(connection, id -> new Read.Absent(), maxCalls);
        try {
            return interruptibly(stopped -> {
                ScanProgress progress = new ScanProgress(shell, shell.screen().coloured());
                CheckedWorld found = new TenantScan(rules, chosen, reads, stopped, progress::show).scan(scope);
                progress.end();
                return report(found);
            });
        } catch (NoSubscriptionsException e) {
            Mistakes.print(shell.err(), "driftwarden scan: the subscriptions cannot be listed: " + e.getMessage());
            return Exit.UNUSABLE.code();
        }
    }

    private SweepScope scope() {
        for (String id : where.subscriptions) {
            if (!id.matches(GUID)) {
                throw wrong("--subscription '" + id + "' is no subscription id (a GUID; see az account list)");
            }
        }
        String group = where.managementGroup;
        if (group != null && !group.matches("[\\w().-]{1,90}")) {
            throw wrong("--management-group '" + group + "' is no id of a management group");
        }
        if (maxCalls < 1) {
            throw wrong("--max-calls is " + maxCalls + ", but at least 1 call is needed");
        }
        return where.all
                ? SweepScope.EVERYTHING
                : new SweepScope(
                        where.subscriptions.stream()
                                .map(id -> id.toLowerCase(Locale.ROOT))
                                .toList(),
                        group);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private interface Scanning {
        int run(BooleanSupplier stopped) throws IOException;
    }

    /** Ctrl-C asks for the end; the process goes when the report is written. */
    private static int interruptibly(Scanning scanning) throws IOException {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch written = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    stop.set(true);
                    await(written);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return scanning.run(stop::get);
        } finally {
            written.countDown();
            if (!stop.get()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private static void await(CountDownLatch written) {
        try {
            written.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int report(CheckedWorld found) throws IOException {
        unseen(found);
        Path file = out;
        if (file == null) {
            writer(shell.screen()).write(found, shell.out());
            shell.out().flush();
            return found.exit().code();
        }
        try (Writer writer =
                new PrintWriter(new BufferedWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8)))) {
            writer(new Screen(/* coloured= */ false)).write(found, writer);
        } catch (IOException e) {
            Mistakes.print(shell.err(), "driftwarden scan: --out " + file + " cannot be written: " + e.getMessage());
            return Exit.UNUSABLE.code();
        }
        shell.err().println("The report is in " + file + ".");
        shell.err().flush();
        return found.exit().code();
    }

    /** For formats that have no place for what was not seen. */
    private void unseen(CheckedWorld found) {
        boolean said = format == Format.TEXT || format == Format.JSON || format == Format.HTML;
        if (found.coverage() != null && !said) {
            found.coverage()
                    .gaps()
                    .forEach(gap -> shell.err()
                            .println(Screen.plain("not seen: " + gap.what() + ": " + gap.code() + ": " + gap.why())));
            shell.err().flush();
        }
    }

    private Report writer(Screen screen) {
        return switch (format) {
            case TEXT -> new TextReport(screen, /* everything= */ false);
            case JSON -> new JsonReport();
            case CSV -> new LinesOf(new CsvReport());
            case HTML -> new HtmlReport(shell.clock());
            case SARIF -> new LinesOf(new SarifReport(shell.version()));
            case OCSF -> new LinesOf(new OcsfReport(shell.version(), shell.clock()));
        };
    }
}
