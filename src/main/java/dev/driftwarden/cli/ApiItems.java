package dev.driftwarden.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The items of a list of the API, page after page, each page asked for when its first item is wanted. */
final class ApiItems implements Iterator<JsonNode> {
    private final ApiClient api;
    private final String path;
    private Iterator<JsonNode> page = Collections.emptyIterator();
    private @Nullable String next = "";

    /** @param path with at least one parameter */
    ApiItems(ApiClient api, String path) {
        this.api = api;
        this.path = path;
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && next != null) {
            turn(next);
        }
        return page.hasNext();
    }

    @Override
    public JsonNode next() {
        if (!hasNext()) {
            throw new NoSuchElementException(path);
        }
        return page.next();
    }

    private void turn(String cursor) {
        JsonNode answer = api.get(cursor.isEmpty() ? path : path + "&cursor=" + ApiClient.encoded(cursor));
        page = answer.path("items").iterator();
        next = answer.path("next").textValue();
    }
}
