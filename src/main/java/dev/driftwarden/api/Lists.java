package dev.driftwarden.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.store.Page;
import dev.driftwarden.web.WebResponse;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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
        return page(
                call,
                reader,
                page -> page.items().stream().<JsonNode>map(codec::tree).toList());
    }

    /** @param items makes the JSON of a page's items, all at once, so that what belongs to them can be read together */
    <T> WebResponse page(Call call, Reader<T> reader, Function<Page<T>, List<JsonNode>> items) {
        int limit = call.parameters().number("limit", 1, LONGEST_PAGE, 50);
        String cursor = call.parameters().text("cursor");
        if (!call.parameters().problems().isEmpty()) {
            return call.problem(Problem.invalid(call.parameters().problems()));
        }
        try {
            Page<T> page = reader.read(cursor.isEmpty() ? null : cursor, limit);
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.putArray("items").addAll(items.apply(page));
            return call.ok(json.put("next", page.cursor()));
        } catch (IllegalArgumentException badCursor) {
            return call.problem(Problem.invalid(
                    List.of("Parameter 'cursor' must be the 'next' of the page before; leave it out to start.")));
        }
    }
}
