package dev.driftwarden.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.store.Page;
import dev.driftwarden.web.WebResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers a part of a list as {@code {"items":[…],"next":"…"|null}}. */
final class Lists {
    static final Set<String> PARAMETERS = Set.of("cursor", "limit");
    private static final int LONGEST_PAGE = 200;

    private final Codec codec;

    Lists(Codec codec) {
        this.codec = codec;
    }

    /** Reads a page of a list. */
    interface Reader<T> {
        Page<T> read(@Nullable String cursor, int limit);
    }

    <T> WebResponse page(Call call, Reader<T> reader) {
        int limit = call.parameters().number("limit", 1, LONGEST_PAGE, 50);
        String cursor = call.parameters().text("cursor");
        if (!call.parameters().problems().isEmpty()) {
            return call.problem(Problem.invalid(call.parameters().problems()));
        }
        try {
            return call.ok(json(reader.read(cursor.isEmpty() ? null : cursor, limit)));
        } catch (IllegalArgumentException badCursor) {
            return call.problem(Problem.invalid(
                    List.of("Parameter 'cursor' must be the 'next' of the page before; leave it out to start.")));
        }
    }

    private ObjectNode json(Page<?> page) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode items = json.putArray("items");
        page.items().forEach(item -> items.add(codec.tree(item)));
        return json.put("next", page.cursor());
    }
}
