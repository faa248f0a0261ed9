package dev.driftwarden.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Unreadable;
import dev.driftwarden.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what checks need; what cannot be read becomes a check itself. */
final class Tenant {
    private final World world;

    Tenant(World world) {
        this.world = world;
    }

    /** One object, or why not. */
    Answer<Optional<JsonNode>> get(ResourceId id, String apiVersion) {
        return world.get(id, apiVersion)
                .match(
                        body -> new Answer<>(Optional.of(body), "", /* forbidden= */ false),
                        () -> new Answer<>(Optional.empty(), "", /* forbidden= */ false),
                        why -> new Answer<>(Optional.empty(), why.message(), forbidden(why)));
    }

    /** All members, or why not. */
    Answer<List<JsonNode>> list(ResourceId collection, String apiVersion, String query) {
        return world.list(collection, apiVersion, query)
                .match(
                        members -> new Answer<>(members, "", /* forbidden= */ false),
                        why -> new Answer<>(List.of(), why.message(), forbidden(why)));
    }

    private static boolean forbidden(Unreadable why) {
        return why.kind() == Unreadable.Kind.FORBIDDEN;
    }

    /**
     * What came of a read.
     *
     * @param problem empty when it succeeded
     * @param forbidden whether it failed for want of a right
     */
    record Answer<T>(T value, String problem, boolean forbidden) {
        boolean failed() {
            return !problem.isEmpty();
        }

        <R> Answer<R> map(Function<T, R> function) {
            return new Answer<>(function.apply(value), problem, forbidden);
        }
    }
}
