package dev.driftwarden.rule.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.yaml.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A JSON body in which texts may hold computed pieces. */
public sealed interface Body {

    /** A value that stands for itself. */
    record Constant(JsonNode value) implements Body {}

    /** A value that is computed; keeps its JSON type. */
    record Computed(Expression expression) implements Body {}

    /** A text put together from pieces. */
    record Text(Template template) implements Body {}

    /** An object; {@code places} says where each key stands. */
    record Members(Map<String, Body> members, Map<String, Place> places) implements Body {
        public Members {
            members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
            places = Map.copyOf(places);
        }
    }

    /** A list. */
    record Items(List<Body> items) implements Body {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** All expressions in it. */
    default Stream<Expression> expressions() {
        if (this instanceof Computed computed) {
            return Stream.of(computed.expression());
        }
        if (this instanceof Text text) {
            return text.template().expressions().stream();
        }
        if (this instanceof Members object) {
            return object.members().values().stream().flatMap(Body::expressions);
        }
        return this instanceof Items list ? list.items().stream().flatMap(Body::expressions) : Stream.empty();
    }
}
