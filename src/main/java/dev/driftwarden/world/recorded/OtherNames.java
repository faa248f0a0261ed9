package dev.driftwarden.world.recorded;

import dev.driftwarden.resource.ResourceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Objects that answer to more than one id: a role definition to that of every scope, a user, group or service principal also
 * to {@code /graph/directoryObjects/<id>}.
 */
final class OtherNames {
    private static final String ROLE = "/providers/microsoft.authorization/roledefinitions/";
    private static final String DIRECTORY = "/graph/directoryobjects/";
    private static final Set<String> KINDS = Set.of("users", "groups", "serviceprincipals", "devices", "contacts");

    private final Map<String, Recorded> byCommonName = new HashMap<>();

    OtherNames(Collection<Recorded> objects) {
        objects.forEach(
                recorded -> commonName(recorded.id()).ifPresent(name -> byCommonName.putIfAbsent(name, recorded)));
    }

    /** The object under another of its ids. A user is not found as a group. */
    Optional<Recorded> find(ResourceId id) {
        return commonName(id)
                .map(byCommonName::get)
                .filter(recorded -> !id.isGraph() || isCommon(id) || isCommon(recorded.id()));
    }

    /** The id under which the object's absence says that it is nowhere. */
    static Optional<String> commonName(ResourceId id) {
        String key = id.key();
        int role = key.lastIndexOf(ROLE);
        if (role >= 0 && key.indexOf('/', role + ROLE.length()) < 0) {
            return Optional.of(key.substring(role));
        }
        List<String> segments = id.segments();
        boolean member = id.isGraph() && segments.size() == 3 && (isCommon(id) || KINDS.contains(kind(segments)));
        return member ? Optional.of(DIRECTORY + key.substring(key.lastIndexOf('/') + 1)) : Optional.empty();
    }

    private static String kind(List<String> segments) {
        return segments.get(1).toLowerCase(java.util.Locale.ROOT);
    }

    private static boolean isCommon(ResourceId id) {
        return id.key().startsWith(DIRECTORY);
    }
}
