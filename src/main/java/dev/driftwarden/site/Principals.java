package dev.driftwarden.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.engine.Person;
import dev.driftwarden.web.WebRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads who is asking from the header that App Service Authentication sets. Without the platform's authentication in front anybody
 * could send that header, so then nobody is signed in.
 */
public final class Principals {
    private static final String HEADER = "x-ms-client-principal";
    private static final int LONGEST_HEADER = 64_000;
    private static final int LONGEST_NAME = 200;
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Set<String> OBJECT_ID_CLAIMS =
            Set.of("oid", "http://schemas.microsoft.com/identity/claims/objectidentifier");
    private static final String ROLE_CLAIM = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

    private final boolean platformAuthentication;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param platformAuthentication whether the platform authenticates and drops such headers of its callers
     */
    public Principals(boolean platformAuthentication) {
        this.platformAuthentication = platformAuthentication;
    }

    /** The person signed in, or empty: also when the header is damaged or names nobody, or more than one. */
    public Optional<Person> of(WebRequest request) {
        return platformAuthentication
                ? request.header(HEADER).flatMap(this::decoded).flatMap(Principals::person)
                : Optional.empty();
    }

    private Optional<JsonNode> decoded(String header) {
        if (header.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(header);
            return Optional.ofNullable(json.readTree(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Person> person(JsonNode principal) {
        Set<String> ids = values(principal, OBJECT_ID_CLAIMS).stream()
                .map(id -> id.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        if (ids.size() != 1) {
            return Optional.empty();
        }
        String id = ids.iterator().next();
        return OBJECT_ID.matcher(id).matches()
                ? Optional.of(new Person(id, name(principal, id), roles(principal)))
                : Optional.empty();
    }

    private static String name(JsonNode principal, String otherwise) {
        String name = List.of("name", "preferred_username").stream()
                .flatMap(claim -> values(principal, Set.of(claim)).stream())
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(otherwise);
        return Shown.text(name, LONGEST_NAME);
    }

    private static Set<String> roles(JsonNode principal) {
        String named = principal.path("role_typ").asText(ROLE_CLAIM);
        Set<String> types = new HashSet<>(List.of("roles", ROLE_CLAIM, named));
        return Set.copyOf(values(principal, types));
    }

    private static List<String> values(JsonNode principal, Set<String> types) {
        return StreamSupport.stream(principal.path("claims").spliterator(), false)
                .filter(claim -> types.contains(claim.path("typ").asText()))
                .map(claim -> claim.path("val").asText())
                .toList();
    }
}
