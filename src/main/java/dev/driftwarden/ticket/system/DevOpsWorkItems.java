package dev.driftwarden.ticket.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.driftwarden.outbound.OutboundCall;
import dev.driftwarden.outbound.OutboundHttp;
import dev.driftwarden.outbound.Secrets;
import dev.driftwarden.policy.TicketSystemSettings.AzureDevOps;
import dev.driftwarden.site.Urls;
import dev.driftwarden.ticket.KnownTicket;
import dev.driftwarden.ticket.TicketChange;
import dev.driftwarden.ticket.TicketDraft;
import dev.driftwarden.ticket.TicketRef;
import dev.driftwarden.ticket.TicketSystem;
import java.net.URI;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Work items of Azure DevOps (REST 7.1), found again by a tag. */
final class DevOpsWorkItems implements TicketSystem {
    private static final int LONGEST_TITLE = 250;
    private static final String VERSION = "api-version=7.1";

    private final AzureDevOps settings;
    private final OutboundHttp http;
    private final Secrets secrets;

    DevOpsWorkItems(AzureDevOps settings, OutboundHttp http, Secrets secrets) {
        this.settings = settings;
        this.http = http;
        this.secrets = secrets;
    }

    @Override
    public Optional<KnownTicket> find(String key) {
        String query =
                "SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = @project AND [System.Tags] CONTAINS '"
                        + tag(key) + "' ORDER BY [System.Id] DESC";
        OutboundCall call = OutboundCall.post(
                address("/wiql?$top=1&" + VERSION),
                Json.object().put("query", query).toString());
        JsonNode found = send(call).path("workItems");
        return StreamSupport.stream(found.spliterator(), false)
                .map(item -> ref(item.path("id").asText()))
                .map(ref -> new KnownTicket(ref, !state(ref).equalsIgnoreCase(settings.done())))
                .findFirst();
    }

    @Override
    public TicketRef create(TicketDraft draft) {
        ArrayNode patch = text(draft);
        set(patch, "System.Tags", "driftwarden; " + tag(draft.key()));
        if (draft.assignee() != null) {
            set(patch, "System.AssignedTo", draft.assignee());
        }
        URI address = address("/workitems/$" + Urls.encode(settings.type()) + "?" + VERSION);
        return ref(send(patch(address, "POST", patch)).path("id").asText());
    }

    @Override
    public void update(TicketRef ticket, TicketDraft draft, TicketChange change) {
        ArrayNode patch = text(draft);
        if (change != TicketChange.UPDATED) {
            set(patch, "System.State", draft.open() ? settings.open() : settings.done());
            set(patch, "System.History", html(draft.open() ? Draft.reopened() : Draft.outcome(draft)));
        }
        send(patch(address("/workitems/" + Answers.id(ticket.id()) + "?" + VERSION), "PATCH", patch));
    }

    private String state(TicketRef ref) {
        return send(OutboundCall.get(address("/workitems/" + ref.id() + "?fields=System.State&" + VERSION)))
                .path("fields")
                .path("System.State")
                .asText();
    }

    private static ArrayNode text(TicketDraft draft) {
        String link =
                draft.link() == null ? "" : "<p><a href=\"" + escaped(draft.link()) + "\">Open in Driftwarden</a></p>";
        ArrayNode patch = Json.array();
        set(patch, "System.Title", Draft.title(draft, LONGEST_TITLE));
        set(patch, "System.Description", html(Draft.body(draft)) + link);
        return patch;
    }

    private static void set(ArrayNode patch, String field, String value) {
        patch.addObject().put("op", "add").put("path", "/fields/" + field).put("value", value);
    }

    private static String html(String text) {
        return "<pre>" + escaped(text) + "</pre>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String tag(String key) {
        return "finding-" + key;
    }

    private TicketRef ref(String id) {
        String number = Answers.id(id);
        return new TicketRef(number, "#" + number, project() + "/_workitems/edit/" + number);
    }

    private String project() {
        return settings.organization() + "/" + Urls.encode(settings.project());
    }

    private URI address(String path) {
        return URI.create(project() + "/_apis/wit" + path);
    }

    private static OutboundCall patch(URI address, String method, ArrayNode patch) {
        return OutboundCall.post(address, patch.toString())
                .method(method)
                .with("Content-Type", "application/json-patch+json");
    }

    private JsonNode send(OutboundCall call) {
        return http.send(call.with("Authorization", BasicAuth.header("", secrets.get(settings.token())))
                        .with("Accept", "application/json"))
                .json();
    }
}
