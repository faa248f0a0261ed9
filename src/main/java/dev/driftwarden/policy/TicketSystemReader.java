package dev.driftwarden.policy;

import dev.driftwarden.yaml.Field;
import dev.driftwarden.yaml.Fields;
import dev.driftwarden.yaml.Names;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads which ticket system is used: the keys below {@code tickets} that belong to the system. */
final class TicketSystemReader {
    private static final List<String> SYSTEMS =
            List.of("github", "jira", "servicenow", "azure-devops", "pagerduty", "webhook");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}");
    private static final Pattern PROJECT_KEY = Pattern.compile("[A-Z][A-Z0-9_]{1,30}");
    private static final Pattern SYS_ID = Pattern.compile("[0-9a-f]{32}");
    private static final URI GITHUB = URI.create("https://api.github.com");
    private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");
    private static final URI NOWHERE = URI.create("https://nowhere.invalid");
    private static final SecretName NOTHING = new SecretName("");

    private final Fields entry;
    private final Function<Field, Optional<SecretName>> secrets;
    private final Function<Field, Optional<URI>> addresses;

    private TicketSystemReader(
            Fields entry, Function<Field, Optional<SecretName>> secrets, Function<Field, Optional<URI>> addresses) {
        this.entry = entry;
        this.secrets = secrets;
        this.addresses = addresses;
    }

    /** The system; empty when the name is wrong. Every mistake is reported, and with one nothing of it is used. */
    static Optional<TicketSystemSettings> read(
            Fields entry, Function<Field, Optional<SecretName>> secrets, Function<Field, Optional<URI>> addresses) {
        return new TicketSystemReader(entry, secrets, addresses).read();
    }

    private Optional<TicketSystemSettings> read() {
        Field system = entry.required("system");
        String name = system.text().orElse("");
        return switch (name) {
            case "github" -> Optional.of(gitHub());
            case "jira" -> Optional.of(jira());
            case "servicenow" -> Optional.of(serviceNow());
            case "azure-devops" -> Optional.of(azureDevOps());
            case "pagerduty" ->
                Optional.of(new TicketSystemSettings.PagerDuty(optional("url", PAGERDUTY), secret("routing-key")));
            case "webhook" -> Optional.of(new TicketSystemSettings.Webhook(address("url"), secret("key")));
            default -> {
                if (system.present()) {
                    system.report("'system' must be one of " + String.join(", ", SYSTEMS) + ", not '" + name + "'"
                            + Names.suggestion(name, SYSTEMS));
                }
                yield Optional.empty();
            }
        };
    }

    private TicketSystemSettings gitHub() {
        return new TicketSystemSettings.GitHub(
                optional("api", GITHUB),
                matching("repository", REPOSITORY, "a repository such as contoso/platform"),
                secret("token"));
    }

    private TicketSystemSettings jira() {
        return new TicketSystemSettings.Jira(
                address("site"),
                matching("project", PROJECT_KEY, "the key of a project such as SEC"),
                text("type", "Task"),
                text("user"),
                secret("token"),
                text("done", "Done"),
                text("open", "To Do"));
    }

    private TicketSystemSettings serviceNow() {
        Field group = entry.optional("group");
        return new TicketSystemSettings.ServiceNow(
                address("instance"),
                text("user"),
                secret("password"),
                group.present() ? matching("group", SYS_ID, "the sys_id of a group: 32 hex digits") : null,
                text("close-code", "Resolved by caller"));
    }

    private TicketSystemSettings azureDevOps() {
        return new TicketSystemSettings.AzureDevOps(
                address("organization"),
                text("project"),
                text("type", "Issue"),
                secret("token"),
                text("done", "Done"),
                text("open", "To Do"));
    }

    private SecretName secret(String key) {
        return secrets.apply(entry.required(key)).orElse(NOTHING);
    }

    private URI address(String key) {
        return addresses.apply(entry.required(key)).orElse(NOWHERE);
    }

    private URI optional(String key, URI standard) {
        Field field = entry.optional(key);
        return field.present() ? addresses.apply(field).orElse(standard) : standard;
    }

    private String text(String key) {
        return entry.required(key).text().orElse("");
    }

    private String text(String key, String standard) {
        return entry.optional(key).text().orElse(standard);
    }

    private String matching(String key, Pattern form, String what) {
        Field field = entry.required(key);
        String text = field.text().orElse("");
        if (field.present() && !form.matcher(text).matches()) {
            field.report("'" + key + "' must be " + what);
        }
        return text;
    }
}
