package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** The smallest change of one security rule that closes ports to the internet. */
public sealed interface SecurityRuleEdit {

    /**
     * Write the rule anew.
     *
     * @param body the whole rule for a PUT, without the fields that only Azure sets
     */
    record Replace(ObjectNode body) implements SecurityRuleEdit {}

    /** The rule serves these ports only and nobody is approved: remove it. */
    record Delete() implements SecurityRuleEdit {}

    /**
     * The change for one rule. Sources that make up the internet give way to the approved ranges. When none is approved and no
     * source would be left, the rule goes if it serves only these ports, and otherwise loses just these ports.
     *
     * @param rule one element of {@code securityRules} as ARM returns it; it is not changed
     * @param approved address prefixes that may keep access; together they must not be as wide as what is closed
     * @throws UndecidableException when the rule cannot be read, or an approved range is none or too wide
     */
    static SecurityRuleEdit close(JsonNode rule, Ranges ports, List<String> approved) {
        SecurityRule read = SecurityRule.read(rule, "");
        List<String> narrow = narrow(read.source().entries());
        LinkedHashSet<String> sources = new LinkedHashSet<>(narrow);
        sources.addAll(approved);
        if (narrow(approved).size() < approved.size()
                || narrow(List.copyOf(sources)).size() < sources.size()) {
            throw new UndecidableException("", "the approved ranges are as wide as the internet: " + approved);
        }
        ObjectNode body = writable(rule);
        ObjectNode properties = (ObjectNode) body.path("properties");
        if (!sources.isEmpty() || !read.source().groups().isEmpty()) {
            set(properties, "sourceAddressPrefix", "sourceAddressPrefixes", List.copyOf(sources));
            return new Replace(body);
        }
        Ranges rest = read.ports().minus(ports);
        if (rest.isEmpty()) {
            return new Delete();
        }
        set(properties, "destinationPortRange", "destinationPortRanges", rest.texts());
        return new Replace(body);
    }

    /** The entries without those that let the internet or all of Azure in; the biggest go first, as many as needed. */
    private static List<String> narrow(List<String> entries) {
        List<String> left = new ArrayList<>(entries);
        left.removeIf(entry -> ServiceTags.shaped(entry) && ServiceTags.isAzureCloud(entry));
        while (NsgExposure.wide(union(left))) {
            left.stream().max(Comparator.comparingLong(SecurityRuleEdit::width)).ifPresent(left::remove);
        }
        return left;
    }

    private static long width(String entry) {
        Addresses open = Endpoint.addresses(entry, "").publicOnly();
        return Math.max(open.v4().size(), open.v6().size() >> 8);
    }

    private static Addresses union(List<String> entries) {
        Addresses all = Addresses.NONE;
        for (String entry : entries) {
            all = all.plus(Endpoint.addresses(entry, ""));
        }
        return all;
    }

    private static ObjectNode writable(JsonNode rule) {
        ObjectNode body = rule.deepCopy();
        body.remove(List.of("etag", "id", "type"));
        ((ObjectNode) body.path("properties")).remove("provisioningState");
        return body;
    }

    /** Writes one value into the singular field, several into the plural one; Azure refuses a rule that has both. */
    private static void set(ObjectNode properties, String one, String many, List<String> values) {
        properties.remove(List.of(one, many));
        if (values.size() == 1) {
            properties.put(one, values.get(0));
        } else if (values.size() > 1) {
            ArrayNode list = properties.putArray(many);
            values.forEach(list::add);
        }
    }
}
