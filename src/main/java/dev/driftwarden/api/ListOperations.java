package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.util.List;
import java.util.Set;

/** The plain lists: tickets, what was set aside, rules. */
final class ListOperations {
    private final SiteParts parts;
    private final Lists lists;

    ListOperations(SiteParts parts) {
        this.parts = parts;
        this.lists = new Lists(parts.desk().codec());
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        "/tickets",
                        Lists.PARAMETERS,
                        call -> lists.page(call, parts.desk().book()::tickets)),
                Route.get(
                        "/rejections",
                        Lists.PARAMETERS,
                        call -> lists.page(call, parts.desk().rejections()::list)),
                Route.get("/rules", Set.of(), this::rules));
    }

    /** All at once: rules are few hundreds, and the same until the next release. */
    private WebResponse rules(Call call) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode items = json.putArray("items");
        parts.desk()
                .rules()
                .get()
                .all()
                .forEach(rule -> items.add(parts.desk().codec().tree(rule)));
        return call.ok(json.putNull("next"));
    }
}
