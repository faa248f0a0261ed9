package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The table of resource types. A type that is not in it can be read, put and deleted, but not patched. */
final class TypeTraits {
    private final Map<String, TypeTrait> byKey = new HashMap<>();

    TypeTraits(JsonNode table) {
        table.properties().forEach(entry -> {
            String name = entry.getKey();
            byKey.put(name.toLowerCase(Locale.ROOT), new TypeTrait(name, entry.getValue()));
        });
    }

    TypeTrait of(ResourceType type) {
        TypeTrait known = byKey.get(type.key());
        return known != null ? known : new TypeTrait(type.name(), Json.object());
    }

    Collection<TypeTrait> all() {
        return byKey.values();
    }

    boolean knowsProvider(String namespace) {
        String prefix = namespace.toLowerCase(Locale.ROOT) + "/";
        return byKey.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }
}
