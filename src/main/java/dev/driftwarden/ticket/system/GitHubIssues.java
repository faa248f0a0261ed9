package dev.driftwarden.ticket.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.outbound.OutboundCall;
import dev.driftwarden.outbound.OutboundHttp;
import dev.driftwarden.outbound.Secrets;
import dev.driftwarden.policy.TicketSystemSettings.GitHub;
import dev.driftwarden.ticket.KnownTicket;
import dev.driftwarden.ticket.TicketChange;
import dev.driftwarden.ticket.TicketDraft;
import dev.driftwarden.ticket.TicketRef;
import dev.driftwarden.ticket.TicketSystem;
import java.net.URI;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Issues of one repository, found again by a label; the search is not used, as it learns late of what is new. */
final class GitHubIssues implements TicketSystem {
    private static final int LONGEST_TITLE = 250;

    private final GitHub settings;
    private final OutboundHttp http;
    private final Secrets secrets;

    GitHubIssues(GitHub settings, OutboundHttp http, Secrets secrets) {
        this.settings = settings;
        this.http = http;
        this.secrets = secrets;
    }

    @Override
    public Optional<KnownTicket> find(String key) {
        JsonNode found = send(OutboundCall.get(
                address("/issues?state=all&per_page=20&sort=created&direction=desc&labels=finding%3A" + key)));
        return StreamSupport.stream(found.spliterator(), false)
                .filter(issue -> !issue.has("pull_request"))
                .map(issue ->
                        new KnownTicket(ref(issue), issue.path("state").asText().equals("open")))
                .findFirst();
    }

    @Override
    public TicketRef create(TicketDraft draft) {
        ObjectNode issue = text(draft);
        issue.putArray("labels").add("driftwarden").add("finding:" + draft.key());
        if (draft.assignee() != null) {
            issue.putArray("assignees").add(draft.assignee());
        }
        return ref(send(OutboundCall.post(address("/issues"), issue.toString())));
    }

    /** The comment comes last: when its answer is lost, it may stand there twice, and nothing else is wrong. */
    @Override
    public void update(TicketRef ticket, TicketDraft draft, TicketChange change) {
        ObjectNode issue = text(draft).put("state", draft.open() ? "open" : "closed");
        issue.put("state_reason", draft.open() ? "reopened" : "completed");
        if (change == TicketChange.UPDATED) {
            issue.remove("state_reason");
        }
        String number = Answers.id(ticket.id());
        send(OutboundCall.post(address("/issues/" + number), issue.toString()).method("PATCH"));
        if (change != TicketChange.UPDATED) {
            String said = draft.open() ? Draft.reopened() : Markdown.block(Draft.outcome(draft));
            send(OutboundCall.post(
                    address("/issues/" + number + "/comments"),
                    Json.object().put("body", said).toString()));
        }
    }

    private static ObjectNode text(TicketDraft draft) {
        String link = draft.link() == null ? "" : "\n\n[Open in Driftwarden](" + draft.link() + ")";
        return Json.object()
                .put("title", Draft.title(draft, LONGEST_TITLE))
                .put("body", Markdown.block(Draft.body(draft)) + link);
    }

    private TicketRef ref(JsonNode issue) {
        String number = Answers.id(issue.path("number").asText());
        return new TicketRef(
                number, "#" + number, Answers.page(issue.path("html_url").asText(), settings.api()));
    }

    private URI address(String path) {
        return URI.create(settings.api() + "/repos/" + settings.repository() + path);
    }

    private JsonNode send(OutboundCall call) {
        return http.send(call.with(
                                "Authorization",
                                "Bearer " + secrets.get(settings.token()).reveal())
                        .with("Accept", "application/vnd.github+json")
                        .with("X-GitHub-Api-Version", "2022-11-28"))
                .json();
    }
}
