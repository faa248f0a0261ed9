package dev.driftwarden.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import java.util.List;

/** What there is in a tenant, page by page, so that memory does not grow with it. Never throws for what the source answers. */
public interface Inventory {

    /**
     * A page of Azure Resource Graph. Its rows may be minutes old.
     *
     * @param token from the page before; empty for the first page
     */
    Portion query(Query query, String token);

    /**
     * A page of a collection, as {@link World#list} reads them all.
     *
     * @param next from the page before; empty for the first page
     */
    Portion list(ResourceId collection, String apiVersion, String query, String next);

    /**
     * What Resource Graph is asked.
     *
     * @param text in its query language
     * @param subscriptions whose rows are wanted, at most 300; empty when management groups are given
     * @param managementGroups by name, at most 10
     * @param top rows on a page, at most 1,000
     */
    record Query(String text, List<String> subscriptions, List<String> managementGroups, int top) {
        public Query {
            subscriptions = List.copyOf(subscriptions);
            managementGroups = List.copyOf(managementGroups);
        }
    }

    /** A page, or why there is none. */
    sealed interface Portion {

        /**
         * A page.
         *
         * @param rows as they came: whoever uses them must expect any JSON
         * @param next leads to the following page; empty at the end
         */
        record Page(List<JsonNode> rows, String next) implements Portion {
            public Page {
                rows = List.copyOf(rows);
            }
        }

        /** {@link #NO_LIST} as its code says that there is an object where a collection was expected. */
        record Failed(Unreadable why) implements Portion {}
    }

    /** The code of an answer that is an object without {@code value}. */
    String NO_LIST = "NoList";
}
