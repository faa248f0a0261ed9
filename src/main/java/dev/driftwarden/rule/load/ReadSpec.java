package dev.driftwarden.rule.load;

import dev.driftwarden.yaml.Place;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something related to the judged resource that expressions may use by name.
 *
 * @param target absolute when it starts with {@code /} or with a computed piece, otherwise below the judged resource
 * @param apiVersion empty for directory objects
 * @param query parameters of a list, not yet encoded
 * @param forEach when given, the read is done once for each text in this list, named {@code item}; its value is a map by item
 * @param optional an excuse: when it cannot be read there is none, and the judgement says so
 */
public record ReadSpec(
        String name,
        Place place,
        Kind kind,
        Template target,
        String apiVersion,
        Map<String, Template> query,
        @Nullable Expression forEach,
        boolean optional) {
    public ReadSpec {
        query = Map.copyOf(query);
    }

    /** What is read. */
    public enum Kind {
        /** One object; null when it does not exist. */
        GET,
        /** Whether one object exists: true or false; null when that is optional and cannot be told. */
        EXISTS,
        /** All members of a collection. */
        LIST,
        /** The last accepted snapshot of an object; null when none was accepted. */
        BASELINE
    }

    public List<Expression> expressions() {
        Stream<Expression> each = forEach == null ? Stream.empty() : Stream.of(forEach);
        Stream<Expression> texts = Stream.concat(Stream.of(target), query.values().stream())
                .flatMap(template -> template.expressions().stream());
        return Stream.concat(each, texts).toList();
    }
}
