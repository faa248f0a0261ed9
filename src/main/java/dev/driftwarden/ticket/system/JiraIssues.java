package dev.driftwarden.ticket.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.outbound.OutboundCall;
import dev.driftwarden.outbound.OutboundException;
import dev.driftwarden.outbound.OutboundException.Kind;
import dev.driftwarden.outbound.OutboundHttp;
import dev.driftwarden.outbound.Secrets;
import dev.driftwarden.policy.TicketSystemSettings.Jira;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.ticket.KnownTicket;
import dev.driftwarden.ticket.TicketChange;
import dev.driftwarden.ticket.TicketDraft;
import dev.driftwarden.ticket.TicketRef;
import dev.driftwarden.ticket.TicketSystem;
import java.net.URI;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Issues of Jira Cloud (REST v3), found again by a label. Text goes as nodes of the Atlassian Document Format, so it stays text. */
final class JiraIssues implements TicketSystem {
    private static final String CATEGORY = "/fields/status/statusCategory/key";
    private static final int LONGEST_SUMMARY = 250;

    private final Jira settings;
    private final OutboundHttp http;
    private final Secrets secrets;

    JiraIssues(Jira settings, OutboundHttp http, Secrets secrets) {
        this.settings = settings;
        this.http = http;
        this.secrets = secrets;
    }

    @Override
    public Optional<KnownTicket> find(String key) {
        ObjectNode query = Json.object()
                .put(
                        "jql",
                        "project = \"" + settings.project() + "\" AND labels = \"" + label(key)
                                + "\" ORDER BY created DESC")
                .put("maxResults", 1);
        query.putArray("fields").add("status");
        JsonNode issues = send(post("/search/jql", query)).path("issues");
        return StreamSupport.stream(issues.spliterator(), false)
                .map(issue ->
                        new KnownTicket(ref(issue), !issue.at(CATEGORY).asText().equals("done")))
                .findFirst();
    }

    @Override
    public TicketRef create(TicketDraft draft) {
        ObjectNode fields = text(draft);
        fields.putObject("project").put("key", settings.project());
        fields.putObject("issuetype").put("name", settings.issueType());
        fields.putArray("labels").add("driftwarden").add(label(draft.key()));
        if (draft.assignee() != null) {
            fields.putObject("assignee").put("id", draft.assignee());
        }
        ObjectNode issue = Json.object();
        issue.set("fields", fields);
        return ref(send(post("/issue", issue)));
    }

    @Override
    public void update(TicketRef ticket, TicketDraft draft, TicketChange change) {
        String key = Answers.id(ticket.id());
        ObjectNode issue = Json.object();
        issue.set("fields", text(draft));
        send(post("/issue/" + key, issue).method("PUT"));
        if (change == TicketChange.UPDATED) {
            return;
        }
        move(key, draft.open() ? settings.open() : settings.done());
        ObjectNode comment = Json.object();
        comment.set("body", document(draft.open() ? Draft.reopened() : Draft.outcome(draft)));
        send(post("/issue/" + key + "/comment", comment));
    }

    /** What a workflow allows depends on where the issue is; one that stands there already needs no way. */
    private void move(String key, String status) {
        String now = send(OutboundCall.get(address("/issue/" + key + "?fields=status")))
                .at("/fields/status/name")
                .asText();
        if (now.equalsIgnoreCase(status)) {
            return;
        }
        JsonNode ways = send(OutboundCall.get(address("/issue/" + key + "/transitions")))
                .path("transitions");
        String way = StreamSupport.stream(ways.spliterator(), false)
                .filter(one -> one.at("/to/name").asText().equalsIgnoreCase(status)
                        || one.path("name").asText().equalsIgnoreCase(status))
                .map(one -> one.path("id").asText())
                .findFirst()
                .orElseThrow(() -> new OutboundException(
                        Kind.INVALID,
                        "Jira's workflow has no way from '" + now + "' to '" + status
                                + "'; correct 'done' and 'open' below 'tickets' in the policy file."));
        ObjectNode transition = Json.object();
        transition.putObject("transition").put("id", way);
        send(post("/issue/" + key + "/transitions", transition));
    }

    private static ObjectNode text(TicketDraft draft) {
        ObjectNode fields = Json.object().put("summary", Draft.title(draft, LONGEST_SUMMARY));
        String link = draft.link() == null ? "" : "\n\n" + draft.link();
        fields.set("description", document(Draft.body(draft) + link));
        fields.putObject("priority").put("name", priority(draft.severity()));
        return fields;
    }

    private static String priority(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "Highest";
            case HIGH -> "High";
            case MEDIUM -> "Medium";
            case LOW -> "Low";
        };
    }

    private static ObjectNode document(String text) {
        ObjectNode document = Json.object().put("type", "doc").put("version", 1);
        ArrayNode content = document.putArray("content");
        ObjectNode block = content.addObject().put("type", "codeBlock");
        block.putArray("content").addObject().put("type", "text").put("text", text);
        return document;
    }

    private static String label(String key) {
        return "driftwarden-" + key;
    }

    private TicketRef ref(JsonNode issue) {
        String key = Answers.id(issue.path("key").asText());
        return new TicketRef(key, key, settings.site() + "/browse/" + key);
    }

    private URI address(String path) {
        return URI.create(settings.site() + "/rest/api/3" + path);
    }

    private OutboundCall post(String path, JsonNode body) {
        return OutboundCall.post(address(path), body.toString());
    }

    private JsonNode send(OutboundCall call) {
        return http.send(call.with("Authorization", BasicAuth.header(settings.user(), secrets.get(settings.token())))
                        .with("Accept", "application/json"))
                .json();
    }
}
