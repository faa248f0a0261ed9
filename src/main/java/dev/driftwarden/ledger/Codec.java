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
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the ledger's values into JSON and back; each carries the schema version that wrote it. */
public final class Codec {
    private static final int VERSION = 1;
    private static final String VERSION_FIELD = "v";

    private static final Logger LOG = LoggerFactory.getLogger(Codec.class);

    /** The components of a record that must not be null. */
    private static final ClassValue<List<RecordComponent>> REQUIRED = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            return type.isRecord()
                    ? Arrays.stream(type.getRecordComponents())
                            .filter(component -> !component.getType().isPrimitive())
                            .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                            .peek(component -> component.getAccessor().setAccessible(true))
                            .toList()
                    : List.of();
        }
    };

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
        return write(value, Map.of());
    }

    /** The value with further fields, which readers of the value pass over. */
    public String write(Object value, Map<String, String> further) {
        ObjectNode tree = mapper.valueToTree(value);
        tree.put(VERSION_FIELD, VERSION);
        further.forEach(tree::put);
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
            return complete(mapper.treeToValue(tree, type), type);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UnreadableRecordException("not a readable " + type.getSimpleName(), e);
        }
    }

    /** As {@link #read}, or empty when this version cannot read it: for lists, where one bad row must not hide the others. */
    public <T> Optional<T> tryRead(String json, Class<T> type) {
        try {
            return Optional.of(read(json, type));
        } catch (UnreadableRecordException e) {
            LOG.warn("row passed over: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** A text without a field that the type needs is as unreadable as one that is no JSON. */
    private static <T> T complete(@Nullable T value, Class<T> type) {
        if (value == null) {
            throw new UnreadableRecordException("not a readable " + type.getSimpleName() + ": it is empty", null);
        }
        for (RecordComponent component : REQUIRED.get(type)) {
            if (absent(value, component)) {
                throw new UnreadableRecordException(
                        "not a readable " + type.getSimpleName() + ": it has no " + component.getName(), null);
            }
        }
        return value;
    }

    private static boolean absent(Object value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value) == null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's accessor cannot be called: " + component, e);
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
