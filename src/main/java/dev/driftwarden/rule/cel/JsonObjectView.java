package dev.driftwarden.rule.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object as a map; members are viewed when they are asked for. */
final class JsonObjectView extends AbstractMap<String, Object> {
    private final ObjectNode node;
    private final Origin origin;

    JsonObjectView(ObjectNode node, Origin origin) {
        this.node = node;
        this.origin = origin;
    }

    ObjectNode node() {
        return node;
    }

    Origin origin() {
        return origin;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        if (!(key instanceof String name)) {
            return null;
        }
        JsonNode member = node.get(name);
        return member == null ? null : Json.view(member, new Origin(origin, name));
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && node.has(name);
    }

    @Override
    public int size() {
        return node.size();
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        Map<String, Object> members = new LinkedHashMap<>();
        node.properties()
                .forEach(entry ->
                        members.put(entry.getKey(), Json.view(entry.getValue(), new Origin(origin, entry.getKey()))));
        return members.entrySet();
    }

    /** Short, because the CEL library quotes arguments in its messages. */
    @Override
    public String toString() {
        return "{…}";
    }
}
