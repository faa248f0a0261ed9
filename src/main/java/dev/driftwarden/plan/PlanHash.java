package dev.driftwarden.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The hash that an approval binds to. Two texts of the same JSON (other key order) have the same hash. */
public final class PlanHash {
    private PlanHash() {}

    /** SHA-256 in hex over everything that decides what will be written. */
    public static String of(String rule, String ruleVersion, Fix fix, Map<String, JsonNode> reliedOn) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("rule", rule).put("version", ruleVersion);
        content.set("operations", operations(fix.operations()));
        content.set("undo", operations(fix.undo()));
        ObjectNode values = content.putObject("reliedOn");
        reliedOn.forEach(values::set);
        return sha256(canonical(content).toString());
    }

    private static JsonNode operations(List<Operation> operations) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (Operation operation : operations) {
            array.addObject()
                    .put("method", operation.method().name())
                    .put("target", operation.target().key())
                    .put("apiVersion", operation.apiVersion())
                    .set("body", operation.body());
        }
        return array;
    }

    private static JsonNode canonical(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            node.properties().forEach(field -> sorted.put(field.getKey(), canonical(field.getValue())));
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            sorted.forEach(copy::set);
            return copy;
        }
        if (node.isArray()) {
            var copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> copy.add(canonical(item)));
            return copy;
        }
        return node;
    }

    /** SHA-256 in hex of JSON, whatever the order of its keys. */
    public static String ofJson(JsonNode json) {
        return sha256(canonical(json).toString());
    }

    /** SHA-256 of a text in hex. */
    public static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
