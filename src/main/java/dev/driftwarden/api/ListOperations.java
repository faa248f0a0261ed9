package dev.driftwarden.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.OutwardBook.OutsideTicket;
import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.store.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The plain lists: tickets. */
final class ListOperations {
    private final SiteParts parts;
    private final Lists lists;

    ListOperations(SiteParts parts) {
        this.parts = parts;
        this.lists = new Lists(parts.desk().codec());
    }

    List<Route> routes() {
        return List.of(Route.get(
                "/tickets",
                Lists.PARAMETERS,
                call -> lists.page(call, parts.desk().book()::tickets, this::tickets)));
    }

    private List<JsonNode> tickets(Page<Ticket> page) {
        Codec codec = parts.desk().codec();
        Map<FindingId, OutsideTicket> outside = parts.desk()
                .book()
                .outside(page.items().stream().map(Ticket::findingId).toList());
        List<JsonNode> items = new ArrayList<>();
        for (Ticket ticket : page.items()) {
            ObjectNode item = (ObjectNode) codec.tree(ticket);
            OutsideTicket kept = outside.get(ticket.findingId());
            item.set("outside", kept == null ? item.nullNode() : codec.tree(kept));
            items.add(item);
        }
        return items;
    }
}
