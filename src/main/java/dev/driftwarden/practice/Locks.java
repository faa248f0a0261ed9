package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Management locks: CanNotDelete stops deletes, ReadOnly stops every write, on the scope and all below it. */
final class Locks {
    static final ResourceType TYPE = ResourceType.of("Microsoft.Authorization/locks");
    private static final ResourceId ROOT = ResourceId.parse("/");

    private final ArmStore store;

    Locks(ArmStore store) {
        this.store = store;
    }

    Optional<Response> refusal(ArmWrite write) {
        if (write.target().type().equals(TYPE)) {
            return Optional.empty();
        }
        String scopes = store.below(ROOT, TYPE).stream()
                .filter(lock -> stops(lock, write))
                .map(lock -> scopeOf(lock).path())
                .distinct()
                .collect(Collectors.joining("', '"));
        return scopes.isEmpty()
                ? Optional.empty()
                : Optional.of(ArmErrors.locked(write.target(), write.verb(), scopes));
    }

    private static boolean stops(ObjectNode lock, ArmWrite write) {
        String level = lock.path("properties").path("level").asText().toLowerCase(Locale.ROOT);
        boolean strong = level.equals("readonly") || write.verb().equals("delete");
        return strong && covers(scopeOf(lock), write);
    }

    /** A delete of a parent is stopped by a lock further down too. */
    private static boolean covers(ResourceId scope, ArmWrite write) {
        boolean below = write.verb().equals("delete") && scope.isWithin(write.target());
        return below || write.target().isWithin(scope);
    }

    private static ResourceId scopeOf(ObjectNode lock) {
        return ResourceId.parse(lock.path("id").asText()).parent().orElse(ROOT);
    }
}
