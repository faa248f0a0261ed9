package dev.driftwarden.yaml;

import dev.driftwarden.yaml.YamlNode.Entry;
import dev.driftwarden.yaml.YamlNode.Mapping;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The keys of one mapping, read by name. The names that were asked for are the known ones: {@link #end()} reports every other.
 *
 * <pre>{@code
 * Fields rule = Fields.of(node, issues);
 * String id = rule.required("id").text().orElse("");
 * Duration window = rule.optional("window").duration().orElse(Duration.ofDays(30));
 * rule.end();
 * }</pre>
 */
public final class Fields {
    private final Place place;
    private final Map<String, Entry> entries;
    private final Set<String> known = new LinkedHashSet<>();
    private final Issues issues;
    private final boolean usable;

    private Fields(Place place, Map<String, Entry> entries, Issues issues, boolean usable) {
        this.place = place;
        this.entries = entries;
        this.issues = issues;
        this.usable = usable;
    }

    /** The fields of a node; when it is no mapping, that is an issue and all fields are absent without further complaint. */
    public static Fields of(YamlNode node, Issues issues) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (node instanceof Mapping mapping) {
            mapping.entries().forEach(entry -> entries.put(entry.key(), entry));
            return new Fields(node.place(), entries, issues, true);
        }
        issues.add(node.place(), "expected a mapping, found " + node.kind());
        return new Fields(node.place(), entries, issues, false);
    }

    /** No fields at all, for a mapping that is absent. */
    static Fields none(Place place, Issues issues) {
        return new Fields(place, Map.of(), issues, false);
    }

    public Place place() {
        return place;
    }

    /** Whether the key is there; asking makes it known. */
    public boolean has(String key) {
        known.add(key);
        return entries.containsKey(key);
    }

    /** The names in this mapping that are there, in the order of the text. */
    public Set<String> names() {
        return entries.keySet();
    }

    /** A field that may be absent. A key with nothing behind it counts as absent. */
    public Field optional(String key) {
        known.add(key);
        Entry entry = entries.get(key);
        return entry == null ? Field.absent(key, place, issues) : Field.of(key, entry.place(), entry.value(), issues);
    }

    /** A field that must be there. */
    public Field required(String key) {
        Field field = optional(key);
        if (usable && !field.present()) {
            issues.add(place, "missing key '" + key + "'");
        }
        return field;
    }

    /** Adds an issue at the mapping. */
    public void report(String message) {
        issues.add(place, message);
    }

    /** Reports every key that nobody asked for, with the nearest known one. */
    public void end() {
        for (Entry entry : entries.values()) {
            if (!known.contains(entry.key())) {
                issues.add(entry.place(), "unknown key '" + entry.key() + "'" + Names.suggestion(entry.key(), known));
            }
        }
    }
}
