package dev.driftwarden.ticket.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.outbound.OutboundCall;
import dev.driftwarden.outbound.OutboundHttp;
import dev.driftwarden.outbound.Secrets;
import dev.driftwarden.policy.TicketSystemSettings.ServiceNow;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.ticket.KnownTicket;
import dev.driftwarden.ticket.TicketChange;
import dev.driftwarden.ticket.TicketDraft;
import dev.driftwarden.ticket.TicketRef;
import dev.driftwarden.ticket.TicketSystem;
import java.net.URI;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Incidents of ServiceNow's table API, found again by their correlation id. */
final class ServiceNowIncidents implements TicketSystem {
    private static final int LONGEST_TITLE = 160;
    private static final String NEW = "1";
    private static final String RESOLVED = "6";
    private static final String CLOSED = "7";

    private final ServiceNow settings;
    private final OutboundHttp http;
    private final Secrets secrets;

    ServiceNowIncidents(ServiceNow settings, OutboundHttp http, Secrets secrets) {
        this.settings = settings;
        this.http = http;
        this.secrets = secrets;
    }

    /** A closed incident stays closed for good: one that is only resolved is found, and can be reopened. */
    @Override
    public Optional<KnownTicket> find(String key) {
        JsonNode found = send(OutboundCall.get(address("?sysparm_query=correlation_id%3D" + key + "%5Estate!%3D"
                        + CLOSED + "%5EORDERBYDESCsys_created_on&sysparm_limit=1&sysparm_fields=sys_id,number,state")))
                .path("result");
        return StreamSupport.stream(found.spliterator(), false)
                .map(one ->
                        new KnownTicket(ref(one), !one.path("state").asText().equals(RESOLVED)))
                .findFirst();
    }

    @Override
    public TicketRef create(TicketDraft draft) {
        ObjectNode incident = text(draft)
                .put("category", "security")
                .put("correlation_id", draft.key())
                .put("correlation_display", "Driftwarden");
        if (settings.group() != null) {
            incident.put("assignment_group", settings.group());
        }
        if (draft.assignee() != null) {
            incident.put("assigned_to", draft.assignee());
        }
        return ref(send(OutboundCall.post(address(""), incident.toString())).path("result"));
    }

    @Override
    public void update(TicketRef ticket, TicketDraft draft, TicketChange change) {
        ObjectNode incident = text(draft);
        if (change == TicketChange.CLOSED) {
            incident.put("state", RESOLVED)
                    .put("close_code", settings.closeCode())
                    .put("close_notes", unmarked(Draft.outcome(draft)));
        } else if (change == TicketChange.REOPENED) {
            incident.put("state", NEW).put("work_notes", Draft.reopened());
        }
        send(OutboundCall.post(address("/" + Answers.id(ticket.id())), incident.toString())
                .method("PATCH"));
    }

    private static ObjectNode text(TicketDraft draft) {
        String link = draft.link() == null ? "" : "\n\n" + draft.link();
        String urgency = switch (draft.severity()) {
            case CRITICAL -> "1";
            case HIGH -> "2";
            case MEDIUM, LOW -> "3";
        };
        return Json.object()
                .put("short_description", unmarked(Draft.title(draft, LONGEST_TITLE)))
                .put("description", unmarked(Draft.body(draft)) + link)
                .put("urgency", urgency)
                .put("impact", draft.severity() == Severity.LOW ? "3" : "2");
    }

    /** Between [code] and [/code] journal fields show HTML. */
    private static String unmarked(String text) {
        return text.replaceAll("(?i)\\[(/?)code\\]", "[$1 code]");
    }

    private TicketRef ref(JsonNode incident) {
        String id = Answers.id(incident.path("sys_id").asText());
        String number = Answers.id(incident.path("number").asText());
        String page = settings.instance() + "/nav_to.do?uri=incident.do%3Fsys_id%3D" + id;
        return new TicketRef(id, number, page);
    }

    private URI address(String path) {
        return URI.create(settings.instance() + "/api/now/table/incident" + path);
    }

    private JsonNode send(OutboundCall call) {
        return http.send(call.with("Authorization", BasicAuth.header(settings.user(), secrets.get(settings.password())))
                        .with("Accept", "application/json"))
                .json();
    }
}
