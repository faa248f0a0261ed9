package dev.driftwarden.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.practice.PracticeAzure;
import dev.driftwarden.practice.PracticeOptions;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.World;
import java.util.List;

/** Real-shaped resources for the rules alone, without any call. */
final class Samples {
    static final ResourceId STORAGE_ACCOUNT = ResourceId.parse(Estate.STORAGE_ACCOUNT);
    static final ResourceId NETWORK_GROUP = ResourceId.parse(Estate.NETWORK_GROUP);
    static final ResourceId ROLE_ASSIGNMENT = ResourceId.parse(Estate.ROLE_ASSIGNMENT);
    private static final int NETWORK_RULES = 200;

    private Samples() {}

    static JsonNode estate(ResourceId id) {
        try (PracticeAzure practice = PracticeAzure.start(PracticeOptions.defaults())) {
            return practice.get(id).orElseThrow();
        }
    }

    /** A group with 200 rules that allow single addresses and one that denies the internet. */
    static JsonNode largeNetworkGroup() {
        ObjectNode group = estate(NETWORK_GROUP).deepCopy();
        ArrayNode rules = group.withObject("/properties").putArray("securityRules");
        for (int i = 0; i < NETWORK_RULES; i++) {
            ObjectNode properties = rules.addObject().put("name", "rule" + i).putObject("properties");
            properties.put("priority", 100 + i).put("direction", "Inbound").put("access", "Allow");
            properties.put("protocol", "Tcp").put("sourcePortRange", "*");
            properties.put("destinationAddressPrefix", "*").put("destinationPortRange", i % 2 == 0 ? "22" : "443");
            properties.putArray("sourceAddressPrefixes").add("10." + i + ".0.0/16").add("203.0.113." + i);
        }
        return group;
    }

    /** A world that holds one resource; every collection in it is empty, everything else absent. */
    static World world(ResourceId subject, JsonNode body) {
        return new World() {
            @Override
            public Read get(ResourceId id, String apiVersion) {
                return id.equals(subject) ? new Read.Found(body) : new Read.Absent();
            }

            @Override
            public Listing list(ResourceId collection, String apiVersion, String query) {
                return new Listing.Complete(List.of());
            }

            @Override
            public Read baseline(ResourceId id) {
                return new Read.Absent();
            }
        };
    }
}
