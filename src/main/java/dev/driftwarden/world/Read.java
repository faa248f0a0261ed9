package dev.driftwarden.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import java.util.function.Supplier;

/** The answer to reading one object. */
public sealed interface Read {

    /**
     * The object exists.
     *
     * @param body the whole ARM body; of a directory object the wrapped form
     *     {@code {"id":"/graph/…","type":"Microsoft.Graph/…","properties":{…}}}. Must not be changed.
     */
    record Found(JsonNode body) implements Read {}

    /** The source says that it does not exist (404). */
    record Absent() implements Read {}

    /** Nothing is known about it. */
    record Failed(Unreadable why) implements Read {}

    /** Calls the one function that fits. */
    default <T> T match(Function<JsonNode, T> found, Supplier<T> absent, Function<Unreadable, T> failed) {
        if (this instanceof Found f) {
            return found.apply(f.body());
        }
        if (this instanceof Failed f) {
            return failed.apply(f.why());
        }
        return absent.get();
    }
}
