package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Where two objects differ, each place in words. Missing, null, empty list and empty object are alike; lists are sets. */
final class FlatDiff {
    private static final int LONGEST = 300;

    private FlatDiff() {}

    /** By path of names with dots, in the order of the objects. */
    static Map<String, String> of(JsonNode before, JsonNode after) {
        Map<String, String> words = new LinkedHashMap<>();
        walk("", before, after, words);
        return words;
    }

    private static void walk(String path, JsonNode before, JsonNode after, Map<String, String> words) {
        if (before.isObject() || after.isObject()) {
            Set<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.stream()
                    .filter(name -> !name.startsWith("@odata") && !name.contains("@odata."))
                    .forEach(name -> walk(Json.join(path, name), before.path(name), after.path(name), words));
        } else if (before.isArray() || after.isArray()) {
            list(path, before, after, words);
        } else if (!text(before).equals(text(after))) {
            words.put(path, shown(after) + ", was " + shown(before));
        }
    }

    private static void list(String path, JsonNode before, JsonNode after, Map<String, String> words) {
        Set<String> then = elements(before);
        Set<String> now = elements(after);
        List<String> said = new ArrayList<>();
        say("adds ", without(now, then), said);
        say("loses ", without(then, now), said);
        if (!said.isEmpty()) {
            words.put(path, String.join("; ", said));
        }
    }

    private static void say(String verb, Set<String> elements, List<String> said) {
        if (!elements.isEmpty()) {
            said.add(verb + cut(String.join(", ", elements)));
        }
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(others);
        return left;
    }

    private static Set<String> elements(JsonNode list) {
        Set<String> elements = new TreeSet<>();
        list.forEach(element -> elements.add(element.isTextual() ? element.textValue() : element.toString()));
        return elements;
    }

    private static String text(JsonNode node) {
        return Json.blank(node) ? "" : node.asText();
    }

    private static String shown(JsonNode node) {
        return Json.blank(node) ? "not set" : cut(node.asText());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
