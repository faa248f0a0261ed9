package dev.driftwarden.app;

import dev.driftwarden.policy.SecretName;
import java.util.List;

/** The environment variables that the bot reads. */
public final class SettingName {
    /** Connection string of the storage account; with the {@code __} names below absent. */
    public static final String STORAGE = "AzureWebJobsStorage";

    public static final String STORAGE_ACCOUNT = STORAGE + "__accountName";
    public static final String STORAGE_BLOBS = STORAGE + "__blobServiceUri";
    public static final String STORAGE_QUEUES = STORAGE + "__queueServiceUri";
    public static final String STORAGE_TABLES = STORAGE + "__tableServiceUri";
    public static final String STORAGE_CLIENT_ID = STORAGE + "__clientId";

    /** Every name that starts with this is the bot's own; an unknown one is a mistake. */
    static final String PREFIX = "DRIFTWARDEN_";

    public static final String POLICY = PREFIX + "POLICY";
    public static final String RULES = PREFIX + "RULES";
    public static final String ARM_ENDPOINT = PREFIX + "ARM_ENDPOINT";
    public static final String GRAPH_ENDPOINT = PREFIX + "GRAPH_ENDPOINT";
    public static final String CLOUD = PREFIX + "CLOUD";
    public static final String CREDENTIAL = PREFIX + "CREDENTIAL";

    /** Client id of a user-assigned identity, by the name that azure-identity gives it. */
    public static final String CLIENT_ID = "AZURE_CLIENT_ID";

    /** Set to {@code True} by the platform when App Service Authentication is on. */
    public static final String WEBSITE_AUTH_ENABLED = "WEBSITE_AUTH_ENABLED";

    /** How many days states before a fix and handled rejections are kept; 90 when it is absent. */
    public static final String RETENTION_DAYS = PREFIX + "RETENTION_DAYS";

    /** Address of a collector that takes traces and figures over OTLP; OpenTelemetry's own name for it. */
    public static final String OTLP_ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /** The part of traces that is kept, from 0 to 1; OpenTelemetry's own name for it. */
    public static final String SAMPLER_RATIO = "OTEL_TRACES_SAMPLER_ARG";

    /** Application Insights, as the Functions host names it. */
    public static final String INSIGHTS = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /** Hosts besides those of the known services that may be called, separated by commas. */
    public static final String OUTBOUND_HOSTS = PREFIX + "OUTBOUND_HOSTS";

    /** Hosts that may be called although they have private or loopback addresses. */
    public static final String OUTBOUND_PRIVATE_HOSTS = PREFIX + "OUTBOUND_PRIVATE_HOSTS";

    /** Address of the bot's own site, for links in messages and tickets. */
    public static final String CONSOLE_URL = PREFIX + "CONSOLE_URL";

    /** What the platform calls the app's own host; the address of its site, when {@link #CONSOLE_URL} is absent. */
    public static final String WEBSITE_HOSTNAME = "WEBSITE_HOSTNAME";

    /** Secrets that the policy file names. */
    public static final String SECRET_PREFIX = SecretName.PREFIX;

    /** Signing secret of the Slack app whose buttons count as answers. */
    public static final String SLACK_SIGNING = SECRET_PREFIX + "SLACK_SIGNING";

    static final List<String> OWN = List.of(
            POLICY,
            RULES,
            ARM_ENDPOINT,
            GRAPH_ENDPOINT,
            CLOUD,
            CREDENTIAL,
            RETENTION_DAYS,
            OUTBOUND_HOSTS,
            OUTBOUND_PRIVATE_HOSTS,
            CONSOLE_URL);

    private SettingName() {}
}
