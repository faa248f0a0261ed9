package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One inbound rule of a network security group, read strictly.
 *
 * @param path where it stands in the group's JSON
 * @param everySourcePort whether it holds for all source ports
 */
record SecurityRule(
        String name,
        String path,
        int priority,
        boolean allows,
        Set<Protocol> protocols,
        Ranges ports,
        boolean everySourcePort,
        Endpoint source,
        Endpoint destination) {
    /** From here on stand the rules that every group has and nobody can change. */
    private static final int FIRST_DEFAULT_PRIORITY = 65_000;

    /** The inbound rules of a group that people wrote, by ascending priority. */
    static List<SecurityRule> inboundOf(JsonNode group) {
        JsonNode elements = group.path("properties").path("securityRules");
        if (!elements.isArray()) {
            throw Json.wrongType("properties.securityRules", "a list", elements);
        }
        List<SecurityRule> rules = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            String path = "properties.securityRules[" + i + "]";
            if (isInbound(elements.get(i), path)) {
                rules.add(read(elements.get(i), path));
            }
        }
        rules.removeIf(rule -> rule.priority >= FIRST_DEFAULT_PRIORITY);
        rules.sort(Comparator.comparingInt(SecurityRule::priority));
        return rules;
    }

    static boolean isInbound(JsonNode element, String path) {
        return oneOf(element.path("properties"), "direction", path + ".properties", "inbound", "outbound");
    }

    static SecurityRule read(JsonNode element, String path) {
        JsonNode properties = element.path("properties");
        String place = Json.join(path, "properties");
        if (!properties.isObject()) {
            throw Json.wrongType(place, "an object", properties);
        }
        boolean allows = oneOf(properties, "access", place, "allow", "deny");
        Endpoint source = Endpoint.read(properties, "source", place);
        Endpoint destination = Endpoint.read(properties, "destination", place);
        if (source.isEmpty()) {
            throw new UndecidableException(place + ".sourceAddressPrefix", "the rule names no source");
        }
        if (destination.isEmpty() && !allows) {
            throw new UndecidableException(place + ".destinationAddressPrefix", "the rule names no destination");
        }
        return new SecurityRule(
                Json.text(element, "name", path),
                path,
                priority(properties, place),
                allows,
                Protocol.parse(Json.text(properties, "protocol", place), place + ".protocol"),
                ports(properties, "destination", place),
                everySourcePort(properties, place),
                source,
                destination);
    }

    /** Whether the word is the first of the two; any third one is undecidable. */
    private static boolean oneOf(JsonNode properties, String field, String path, String first, String second) {
        String word = Json.text(properties, field, path).toLowerCase(Locale.ROOT);
        if (!word.equals(first) && !word.equals(second)) {
            throw new UndecidableException(
                    path + "." + field,
                    "expected " + first + " or " + second + ", found " + UndecidableException.quoted(word));
        }
        return word.equals(first);
    }

    private static int priority(JsonNode properties, String path) {
        JsonNode node = properties.path("priority");
        if (!node.isNumber() || node.doubleValue() != node.intValue() || node.intValue() < 0) {
            throw Json.wrongType(path + ".priority", "a whole number", node);
        }
        return node.intValue();
    }

    static Ranges ports(JsonNode properties, String side, String path) {
        String field = side + "PortRange";
        Ranges ports = Ranges.NONE;
        String single = Json.text(properties, field, path);
        if (!single.isEmpty()) {
            ports = Ports.parse(single, path + "." + field);
        }
        List<String> several = Json.texts(properties, field + "s", path);
        for (int i = 0; i < several.size(); i++) {
            ports = ports.plus(Ports.parse(several.get(i), path + "." + field + "s[" + i + "]"));
        }
        if (ports.isEmpty() && side.equals("destination")) {
            throw new UndecidableException(path + "." + field, "the rule names no port");
        }
        return ports;
    }

    private static boolean everySourcePort(JsonNode properties, String path) {
        Ranges ports = ports(properties, "source", path);
        return ports.isEmpty() || ports.containsAll(Ports.ALL);
    }
}
