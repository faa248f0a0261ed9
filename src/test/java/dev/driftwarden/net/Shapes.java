package dev.driftwarden.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;

/** Realistic ARM and Graph bodies for tests; single quotes stand for double ones. */
final class Shapes {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Shapes() {}

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode group(String... rules) {
        return json("{'name':'nsg-web','type':'Microsoft.Network/networkSecurityGroups','properties':{"
                + "'provisioningState':'Succeeded','securityRules':[" + String.join(",", rules) + "],"
                + "'defaultSecurityRules':[" + rule("AllowVnetInBound", 65000, "Allow", "*", "*", "*") + "]}}");
    }

    /** An inbound rule; sources and ports with a comma go into the plural fields. */
    static String rule(String name, int priority, String access, String protocol, String source, String ports) {
        return rule(name, priority, access, protocol, source, "*", ports);
    }

    static String rule(
            String name,
            int priority,
            String access,
            String protocol,
            String source,
            String destination,
            String ports) {
        return "{'name':'" + name + "','id':'/subscriptions/s/x','etag':'W/1','type':'t','properties':{'priority':"
                + priority + ",'access':'" + access + "','direction':'Inbound','provisioningState':'Succeeded',"
                + "'protocol':'" + protocol + "','sourcePortRange':'*','sourcePortRanges':[],"
                + oneOrMany("sourceAddressPrefix", "sourceAddressPrefixes", source) + ","
                + oneOrMany("destinationAddressPrefix", "destinationAddressPrefixes", destination) + ","
                + oneOrMany("destinationPortRange", "destinationPortRanges", ports) + "}}";
    }

    private static String oneOrMany(String one, String many, String value) {
        return value.contains(",")
                ? "'" + many + "':['" + value.replace(",", "','") + "']"
                : "'" + one + "':'" + value + "','" + many + "':[]";
    }
}
