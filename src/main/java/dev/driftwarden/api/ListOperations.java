package dev.driftwarden.api;

import dev.driftwarden.site.SiteParts;
import java.util.List;

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
                call -> lists.page(call, parts.desk().book()::tickets)));
    }
}
