package dev.driftwarden.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Turns the ledger's values into JSON and back; each carries the schema version that wrote it. */
public final class Codec {
    private static final int VERSION = 1;
    private static final String VERSION_FIELD = "v";

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // An absent value stays absent: JSON null would come back as a node that is not null.
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    public String write(Object value) {
        ObjectNode tree = mapper.valueToTree(value);
        tree.put(VERSION_FIELD, VERSION);
        return tree.toString();
    }

    /**
     * @throws UnreadableRecordException when the text is not such a value, or was written by a newer version
     */
    public <T> T read(String json, Class<T> type) {
        try {
            JsonNode tree = mapper.readTree(json);
            if (tree.path(VERSION_FIELD).asInt(VERSION) > VERSION) {
                throw new UnreadableRecordException(
                        type.getSimpleName() + " was written by a newer version", null, /* newer= */ true);
            }
            return mapper.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordException("not a readable " + type.getSimpleName(), e);
        }
    }

    /** The value as a tree, for pages and the API. */
    public JsonNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    /**
     * @throws UnreadableRecordException when the tree does not have the type's shape
     */
    public <T> T fromTree(JsonNode tree, Class<T> type) {
        try {
            return mapper.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordException("not a readable " + type.getSimpleName(), e);
        }
    }
}
