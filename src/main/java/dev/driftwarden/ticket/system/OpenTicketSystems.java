package dev.driftwarden.ticket.system;

import dev.driftwarden.outbound.OutboundHttp;
import dev.driftwarden.outbound.Secrets;
import dev.driftwarden.policy.TicketSystemSettings;
import dev.driftwarden.ticket.TicketSystem;
import dev.driftwarden.ticket.TicketSystems;
import java.time.Clock;

/** Opens the systems that are known. */
public record OpenTicketSystems(OutboundHttp http, Secrets secrets, Clock clock) implements TicketSystems {

    @Override
    public TicketSystem open(TicketSystemSettings settings) {
        return settings.match(
                gitHub -> new GitHubIssues(gitHub, http, secrets),
                jira -> new JiraIssues(jira, http, secrets),
                serviceNow -> new ServiceNowIncidents(serviceNow, http, secrets),
                azureDevOps -> new DevOpsWorkItems(azureDevOps, http, secrets),
                pagerDuty -> new PagerDutyEvents(pagerDuty, http, secrets),
                webhook -> new TicketWebhook(webhook, http, secrets, clock));
    }
}
