package dev.driftwarden.ticket.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.outbound.OutboundCall;
import dev.driftwarden.outbound.OutboundHttp;
import dev.driftwarden.outbound.Secrets;
import dev.driftwarden.policy.TicketSystemSettings.PagerDuty;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.ticket.KnownTicket;
import dev.driftwarden.ticket.TicketChange;
import dev.driftwarden.ticket.TicketDraft;
import dev.driftwarden.ticket.TicketRef;
import dev.driftwarden.ticket.TicketSystem;
import java.util.Optional;

/** Events v2 of PagerDuty: the key makes a repeated trigger one incident, and finds the one to resolve. */
final class PagerDutyEvents implements TicketSystem {
    private static final int LONGEST_SUMMARY = 1_000;

    private final PagerDuty settings;
    private final OutboundHttp http;
    private final Secrets secrets;

    PagerDutyEvents(PagerDuty settings, OutboundHttp http, Secrets secrets) {
        this.settings = settings;
        this.http = http;
        this.secrets = secrets;
    }

    @Override
    public Optional<KnownTicket> find(String key) {
        return Optional.of(new KnownTicket(ref(key), /* open= */ true));
    }

    @Override
    public TicketRef create(TicketDraft draft) {
        send(draft);
        return ref(draft.key());
    }

    private static TicketRef ref(String key) {
        return new TicketRef(key, "incident " + key, null);
    }

    @Override
    public void update(TicketRef ticket, TicketDraft draft, TicketChange change) {
        send(draft);
    }

    private void send(TicketDraft draft) {
        ObjectNode event = Json.object()
                .put("routing_key", secrets.get(settings.routingKey()).reveal())
                .put("event_action", draft.open() ? "trigger" : "resolve")
                .put("dedup_key", draft.key())
                .put("client", "Driftwarden");
        if (draft.link() != null) {
            event.put("client_url", draft.link());
            event.putArray("links").addObject().put("href", draft.link()).put("text", "Open in Driftwarden");
        }
        ObjectNode payload = event.putObject("payload")
                .put("summary", Draft.title(draft, LONGEST_SUMMARY))
                .put("source", draft.resource())
                .put("severity", severity(draft.severity()))
                .put("class", draft.rule());
        payload.putObject("custom_details").put("text", draft.open() ? Draft.body(draft) : Draft.outcome(draft));
        http.send(OutboundCall.post(settings.events(), event.toString()));
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "critical";
            case HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW -> "info";
        };
    }
}
