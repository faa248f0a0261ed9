package dev.driftwarden.cli;

import dev.driftwarden.app.Inspection;
import dev.driftwarden.app.SettingsException;
import dev.driftwarden.azure.AzureConnection;
import dev.driftwarden.azure.LiveWorld;
import dev.driftwarden.check.Exit;
import dev.driftwarden.preflight.Check;
import dev.driftwarden.preflight.Check.Outcome;
import dev.driftwarden.preflight.Preflight;
import dev.driftwarden.preflight.Report;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code driftwarden preflight}: whether the bot can do what is asked of it. */
@Command(
        name = "preflight",
        description = {
            "Checks a deployment from outside and changes nothing: rights, events, sign-in, policy, rules, storage.",
            "Exit code 0: in order; 1: something will not work; 2: wrong arguments; 3: something could not be found out."
        },
        mixinStandardHelpOptions = true)
final class PreflightCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        JSON
    }

    private final Shell shell;
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--subscription",
            required = true,
            paramLabel = "ID",
            description = "A watched subscription. Repeatable.")
    private List<String> subscriptions = new ArrayList<>();

    @Option(
            names = "--app",
            paramLabel = "RESOURCE-ID",
            description = "The function app: its sign-in settings are checked, too.")
    private @Nullable String app;

    @Option(
            names = "--principal",
            paramLabel = "OBJECT-ID",
            description = "The bot's identity (output botPrincipalId): its rights are checked by its role assignments. "
                    + "Default: the rights of whoever runs this.")
    private @Nullable String principal;

    @Option(
            names = "--policy",
            paramLabel = "PLACE",
            description = "The policy file: a path, or the https address of a blob. Default: $DRIFTWARDEN_POLICY.")
    private @Nullable String policy;

    @Option(
            names = "--before",
            description = "Before the first deployment: your own rights, names that are taken, topics that exist.")
    private boolean before;

    @Option(
            names = "--home",
            paramLabel = "ID",
            description = "With --before: the subscription for the bot itself. Default: the first --subscription.")
    private @Nullable String home;

    @Option(
            names = "--name",
            defaultValue = "driftwarden",
            description = "With --before: the parameter 'name' of the deployment. Default: driftwarden")
    private String name = "driftwarden";

    @Option(names = "--format", defaultValue = "text", description = "text or json. Default: text")
    private Format format = Format.TEXT;

    @Mixin
    private RuleOptions ruleOptions = new RuleOptions();

    PreflightCommand(Shell shell, Map<String, String> environment) {
        this.shell = shell;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<ResourceId> watched = subscriptions.stream()
                .map(id -> subscription("--subscription", id))
                .toList();
        Inspection inspection = new Inspection(environment);
        try {
            Report report = before
                    ? new Report(preflight(inspection).before(watched, home(watched), name))
                    : installed(inspection, watched);
            print(report);
            return exit(report).code();
        } catch (SettingsException mistakes) {
            String.valueOf(mistakes.getMessage()).lines().forEach(line -> Mistakes.print(shell.err(), line));
            return Exit.UNUSABLE.code();
        }
    }

    private Report installed(Inspection inspection, List<ResourceId> watched) {
        PreflightFiles files = new PreflightFiles(inspection, environment, shell.clock());
        PreflightFiles.Contents contents = files.read(policy, ruleOptions.own());
        List<Check> checks = new ArrayList<>(contents.checks());
        checks.addAll(files.storage());
        checks.addAll(preflight(inspection)
                .of(new Preflight.Installation(
                        watched,
                        app == null ? null : id("--app", app),
                        principal == null ? null : guid("--principal", principal),
                        contents.rules(),
                        contents.policy())));
        return new Report(checks);
    }

    private Preflight preflight(Inspection inspection) {
        AzureConnection azure = AzureConnection.open(inspection.azure(), shell.clock());
        return new Preflight(new LiveWorld(azure, id -> new Read.Absent()));
    }

    private ResourceId home(List<ResourceId> watched) {
        return home == null ? watched.get(0) : subscription("--home", home);
    }

    private ResourceId subscription(String option, String id) {
        return ResourceId.parse("/subscriptions/" + guid(option, id.replaceFirst("^/subscriptions/", "")));
    }

    private String guid(String option, String value) {
        if (!value.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new ParameterException(
                    spec.commandLine(), option + " is '" + value + "', which is no id such as az prints them (a GUID)");
        }
        return value;
    }

    private ResourceId id(String option, String value) {
        return ResourceId.tryParse(value)
                .filter(id -> id.resourceGroup().isPresent())
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        option + " is '" + value
                                + "', which is no resource id; it begins with /subscriptions/…/resourceGroups/…"));
    }

    private void print(Report report) {
        if (format == Format.JSON) {
            shell.out().println(report.json().toPrettyString());
        } else {
            new PreflightText(shell).print(report);
        }
        shell.out().flush();
    }

    private static Exit exit(Report report) {
        Outcome outcome = report.outcome();
        return switch (outcome) {
            case OK, WARN -> Exit.CLEAN;
            case UNKNOWN -> Exit.UNKNOWN;
            case FAIL -> Exit.FAILED;
        };
    }
}
