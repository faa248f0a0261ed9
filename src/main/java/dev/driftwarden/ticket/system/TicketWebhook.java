package dev.driftwarden.ticket.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.outbound.OutboundCall;
import dev.driftwarden.outbound.OutboundHttp;
import dev.driftwarden.outbound.Secrets;
import dev.driftwarden.outbound.Signature;
import dev.driftwarden.policy.TicketSystemSettings.Webhook;
import dev.driftwarden.ticket.KnownTicket;
import dev.driftwarden.ticket.TicketChange;
import dev.driftwarden.ticket.TicketDraft;
import dev.driftwarden.ticket.TicketRef;
import dev.driftwarden.ticket.TicketSystem;
import java.time.Clock;
import java.util.Optional;

/** Posts each state of a ticket as signed JSON; the receiver finds its own ticket by the key. */
final class TicketWebhook implements TicketSystem {
    private final Webhook settings;
    private final OutboundHttp http;
    private final Secrets secrets;
    private final Clock clock;

    TicketWebhook(Webhook settings, OutboundHttp http, Secrets secrets, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public Optional<KnownTicket> find(String key) {
        return Optional.of(new KnownTicket(ref(key), /* open= */ true));
    }

    @Override
    public TicketRef create(TicketDraft draft) {
        send(draft, TicketChange.OPENED);
        return ref(draft.key());
    }

    private static TicketRef ref(String key) {
        return new TicketRef(key, key, null);
    }

    @Override
    public void update(TicketRef ticket, TicketDraft draft, TicketChange change) {
        send(draft, change);
    }

    private void send(TicketDraft draft, TicketChange change) {
        ObjectNode json = Json.object()
                .put("type", "ticket")
                .put("change", change.toString())
                .put("key", draft.key())
                .put("open", draft.open())
                .put("title", draft.title())
                .put("body", draft.body())
                .put("outcome", draft.outcome())
                .put("severity", draft.severity().toString())
                .put("rule", draft.rule())
                .put("resource", draft.resource())
                .put("assignee", draft.assignee())
                .put("link", draft.link());
        OutboundCall call = OutboundCall.post(settings.address(), json.toString());
        http.send(Signature.sign(call, secrets.get(settings.key()), draft.key() + "-" + change, clock.instant()));
    }
}
