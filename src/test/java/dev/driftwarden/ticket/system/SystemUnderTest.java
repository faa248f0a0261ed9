package dev.driftwarden.ticket.system;

import dev.driftwarden.policy.SecretName;
import dev.driftwarden.policy.TicketSystemSettings;
import dev.driftwarden.policy.TicketSystemSettings.AzureDevOps;
import dev.driftwarden.policy.TicketSystemSettings.GitHub;
import dev.driftwarden.policy.TicketSystemSettings.Jira;
import dev.driftwarden.policy.TicketSystemSettings.PagerDuty;
import dev.driftwarden.policy.TicketSystemSettings.ServiceNow;
import dev.driftwarden.policy.TicketSystemSettings.Webhook;
import dev.driftwarden.testing.StandIn;
import dev.driftwarden.ticket.TicketRef;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * Each ticket system with the answers that it gives, in the shapes that its documentation shows.
 *
 * @param creating the request that makes a ticket
 * @param finding the request that looks for one; empty when there is none
 * @param updating the request that changes one
 */
enum SystemUnderTest {
    GITHUB(
            "POST /repos/contoso/platform/issues",
            "GET /repos/contoso/platform/issues",
            "PATCH /repos/contoso/platform/issues/12") {
        @Override
        TicketSystemSettings settings(URI at) {
            return new GitHub(at, "contoso/platform", SECRET);
        }

        @Override
        void answers(StandIn outside) {
            String issue = "{\"number\":12,\"state\":\"open\",\"html_url\":\"" + outside.address()
                    + "/contoso/platform/issues/12\"}";
            outside.always(creating, 201, issue).always(updating, 200, issue);
            outside.always(finding, 200, "[]");
            outside.always("POST /repos/contoso/platform/issues/12/comments", 201, "{\"id\":1}");
        }

        @Override
        String found(StandIn outside) {
            return "[{\"number\":11,\"state\":\"open\",\"pull_request\":{}},{\"number\":12,\"state\":\"open\",\"html_url\":\"https://evil.example/\"}]";
        }
    },
    JIRA("POST /rest/api/3/issue", "POST /rest/api/3/search/jql", "PUT /rest/api/3/issue/SEC-7") {
        @Override
        TicketSystemSettings settings(URI at) {
            return new Jira(at, "SEC", "Task", "bot@contoso.example", SECRET, "Done", "To Do");
        }

        @Override
        void answers(StandIn outside) {
            outside.always(creating, 201, "{\"id\":\"10007\",\"key\":\"SEC-7\",\"self\":\"https://x/10007\"}");
            outside.always(updating, 204, "").always(finding, 200, "{\"issues\":[]}");
            outside.always("GET /rest/api/3/issue/SEC-7", 200, "{\"fields\":{\"status\":{\"name\":\"In Progress\"}}}");
            outside.always(
                    "GET /rest/api/3/issue/SEC-7/transitions",
                    200,
                    "{\"transitions\":[{\"id\":\"11\",\"name\":\"Back\",\"to\":{\"name\":\"To Do\"}},{\"id\":\"31\",\"name\":\"Finish\",\"to\":{\"name\":\"Done\"}}]}");
            outside.always("POST /rest/api/3/issue/SEC-7/transitions", 204, "");
            outside.always("POST /rest/api/3/issue/SEC-7/comment", 201, "{}");
        }

        @Override
        String found(StandIn outside) {
            return "{\"issues\":[{\"id\":\"10007\",\"key\":\"SEC-7\",\"fields\":{\"status\":{\"statusCategory\":{\"key\":\"new\"}}}}]}";
        }
    },
    SERVICENOW(
            "POST /api/now/table/incident",
            "GET /api/now/table/incident",
            "PATCH /api/now/table/incident/0a1b2c3d4e5f60718293a4b5c6d7e8f9") {
        @Override
        TicketSystemSettings settings(URI at) {
            return new ServiceNow(at, "bot", SECRET, "9d385017c611228701d22104cc95c371", "Resolved by caller");
        }

        @Override
        void answers(StandIn outside) {
            String incident =
                    "{\"result\":{\"sys_id\":\"0a1b2c3d4e5f60718293a4b5c6d7e8f9\",\"number\":\"INC0010052\",\"state\":\"1\"}}";
            outside.always(creating, 201, incident).always(updating, 200, incident);
            outside.always(finding, 200, "{\"result\":[]}");
        }

        @Override
        String found(StandIn outside) {
            return "{\"result\":[{\"sys_id\":\"0a1b2c3d4e5f60718293a4b5c6d7e8f9\",\"number\":\"INC0010052\",\"state\":\"1\"}]}";
        }
    },
    AZURE_DEVOPS(
            "POST /contoso/Platform%20Team/_apis/wit/workitems/$User%20Story",
            "POST /contoso/Platform%20Team/_apis/wit/wiql", "PATCH /contoso/Platform%20Team/_apis/wit/workitems/42") {
        @Override
        TicketSystemSettings settings(URI at) {
            return new AzureDevOps(URI.create(at + "/contoso"), "Platform Team", "User Story", SECRET, "Done", "To Do");
        }

        @Override
        void answers(StandIn outside) {
            outside.always(creating, 200, "{\"id\":42}").always(updating, 200, "{\"id\":42}");
            outside.always(finding, 200, "{\"queryType\":\"flat\",\"workItems\":[]}");
            outside.always(
                    "GET /contoso/Platform%20Team/_apis/wit/workitems/42",
                    200, "{\"id\":42,\"fields\":{\"System.State\":\"To Do\"}}");
        }

        @Override
        String found(StandIn outside) {
            return "{\"workItems\":[{\"id\":42,\"url\":\"https://x\"}]}";
        }
    },
    PAGERDUTY("POST /v2/enqueue", "", "POST /v2/enqueue") {
        @Override
        TicketSystemSettings settings(URI at) {
            return new PagerDuty(URI.create(at + "/v2/enqueue"), SECRET);
        }

        @Override
        void answers(StandIn outside) {
            outside.always(
                    creating, 202, "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"k\"}");
        }
    },
    WEBHOOK("POST /tickets", "", "POST /tickets") {
        @Override
        TicketSystemSettings settings(URI at) {
            return new Webhook(URI.create(at + "/tickets"), SECRET);
        }

        @Override
        void answers(StandIn outside) {
            outside.always(creating, 200, "");
        }
    };

    static final SecretName SECRET = new SecretName("DRIFTWARDEN_SECRET_TICKETS");

    final String creating;
    final String finding;
    final String updating;

    SystemUnderTest(String creating, String finding, String updating) {
        this.creating = creating;
        this.finding = finding;
        this.updating = updating;
    }

    abstract TicketSystemSettings settings(URI at);

    abstract void answers(StandIn outside);

    /** What the system answers when there is one. */
    String found(StandIn outside) {
        return "";
    }

    /** Whether it can be asked for a ticket. */
    boolean finds() {
        return !finding.isEmpty();
    }

    TicketRef ref() {
        return switch (this) {
            case GITHUB -> new TicketRef("12", "#12", null);
            case JIRA -> new TicketRef("SEC-7", "SEC-7", null);
            case SERVICENOW -> new TicketRef("0a1b2c3d4e5f60718293a4b5c6d7e8f9", "INC0010052", null);
            case AZURE_DEVOPS -> new TicketRef("42", "#42", null);
            case PAGERDUTY, WEBHOOK -> new TicketRef("k", "k", null);
        };
    }

    static List<SystemUnderTest> finding() {
        return Arrays.stream(values()).filter(SystemUnderTest::finds).toList();
    }
}
