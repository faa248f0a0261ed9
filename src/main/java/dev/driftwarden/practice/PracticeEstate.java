package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sample estate of the practice tenant, read from the data files {@code practice/estate/*.json}. */
public final class PracticeEstate {
    /** The practice tenant, contoso. */
    public static final String TENANT = "00000000-0000-0000-0000-0000000000ff";
    /** The subscription contoso-production. */
    public static final String PRODUCTION = "00000000-0000-0000-0000-00000000000a";
    /** The subscription contoso-development. */
    public static final String DEVELOPMENT = "00000000-0000-0000-0000-00000000000b";

    private PracticeEstate() {}

    /** All ARM resources, each a full body. */
    public static List<JsonNode> resources() {
        List<JsonNode> all = new ArrayList<>();
        Json.resource("estate/files.json")
                .forEach(file -> Json.resource("estate/" + file.asText()).forEach(all::add));
        return all;
    }

    /**
     * The accepted snapshots for drift rules, by the object's id: conditional-access policies in their wrapped form
     * {@code {"id":"/graph/…","type":"Microsoft.Graph/…","properties":{…}}}.
     */
    public static Map<ResourceId, JsonNode> baselines() {
        Map<ResourceId, JsonNode> all = new LinkedHashMap<>();
        Json.resource("estate/baselines.json")
                .forEach(entry -> all.put(ResourceId.parse(entry.path("id").asText()), entry.path("value")));
        return all;
    }

    static void load(Resources resources, GraphStore directory) {
        resources.store().clear();
        directory.clear();
        for (JsonNode body : resources()) {
            resources.put(ResourceId.parse(body.path("id").asText()), (ObjectNode) body);
        }
        directory.load(Json.resource("estate/directory.json"));
    }
}
