package dev.driftwarden.policy;

import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The system outside in which tickets are kept besides the built-in list. */
public sealed interface TicketSystemSettings {

    /** GitHub Issues of one repository, {@code owner/name}. */
    record GitHub(URI api, String repository, SecretName token) implements TicketSystemSettings {}

    /**
     * Jira Cloud.
     *
     * @param user e-mail address that the token belongs to
     * @param done name of the status that a closed ticket gets
     * @param open name of the status that a reopened ticket gets
     */
    record Jira(URI site, String project, String issueType, String user, SecretName token, String done, String open)
            implements TicketSystemSettings {}

    /**
     * Incidents of ServiceNow.
     *
     * @param group sys_id of the assignment group; null for none
     */
    record ServiceNow(
            URI instance,
            String user,
            SecretName password,
            @Nullable String group,
            String closeCode) implements TicketSystemSettings {}

    /**
     * Work items of Azure DevOps.
     *
     * @param organization {@code https://dev.azure.com/contoso}
     * @param done name of the state that a closed work item gets
     * @param open name of the state that a reopened work item gets
     */
    record AzureDevOps(URI organization, String project, String type, SecretName token, String done, String open)
            implements TicketSystemSettings {}

    /** PagerDuty Events v2. */
    record PagerDuty(URI events, SecretName routingKey) implements TicketSystemSettings {}

    /** A post of JSON that is signed with a shared key. */
    record Webhook(URI address, SecretName key) implements TicketSystemSettings {}

    /** The name as the policy file gives it. */
    default String system() {
        return match(
                gitHub -> "github",
                jira -> "jira",
                serviceNow -> "servicenow",
                azureDevOps -> "azure-devops",
                pagerDuty -> "pagerduty",
                webhook -> "webhook");
    }

    /** Calls the one function that fits. */
    default <T> T match(
            Function<GitHub, T> gitHub,
            Function<Jira, T> jira,
            Function<ServiceNow, T> serviceNow,
            Function<AzureDevOps, T> azureDevOps,
            Function<PagerDuty, T> pagerDuty,
            Function<Webhook, T> webhook) {
        if (this instanceof GitHub g) {
            return gitHub.apply(g);
        }
        if (this instanceof Jira j) {
            return jira.apply(j);
        }
        if (this instanceof ServiceNow s) {
            return serviceNow.apply(s);
        }
        if (this instanceof AzureDevOps a) {
            return azureDevOps.apply(a);
        }
        return this instanceof PagerDuty p ? pagerDuty.apply(p) : webhook.apply((Webhook) this);
    }
}
