package dev.driftwarden.rule.cel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.AbstractList;
import java.util.RandomAccess;

/** A JSON array as a list; items are viewed when they are asked for. */
final class JsonListView extends AbstractList<Object> implements RandomAccess {
    private final ArrayNode node;
    private final Origin origin;

    JsonListView(ArrayNode node, Origin origin) {
        this.node = node;
        this.origin = origin;
    }

    ArrayNode node() {
        return node;
    }

    @Override
    public Object get(int index) {
        return Json.view(node.get(index), new Origin(origin, "[" + index + "]"));
    }

    @Override
    public int size() {
        return node.size();
    }

    /** Short, because the CEL library quotes arguments in its messages. */
    @Override
    public String toString() {
        return "[…]";
    }
}
