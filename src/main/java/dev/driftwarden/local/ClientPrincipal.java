package dev.driftwarden.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The headers with which App Service Authentication tells an app who is calling. */
final class ClientPrincipal {
    private static final String PREFIX = "x-ms-client-principal";
    private static final String TOKEN_PREFIX = "x-ms-token-";
    private static final String OBJECT_ID = "http://schemas.microsoft.com/identity/claims/objectidentifier";
    private static final String TENANT_ID = "http://schemas.microsoft.com/identity/claims/tenantid";

    private ClientPrincipal() {}

    /** The headers without any that only the platform may set. */
    static Map<String, String> stripped(Map<String, String> headers) {
        Map<String, String> safe = new HashMap<>(headers);
        safe.keySet().removeIf(name -> name.startsWith(PREFIX) || name.startsWith(TOKEN_PREFIX));
        return safe;
    }

    static Map<String, String> headers(PracticePerson person) {
        byte[] json = principal(person).toString().getBytes(StandardCharsets.UTF_8);
        return Map.of(
                PREFIX,
                Base64.getEncoder().encodeToString(json),
                PREFIX + "-id",
                person.objectId(),
                PREFIX + "-name",
                person.userPrincipalName(),
                PREFIX + "-idp",
                "aad");
    }

    private static ObjectNode principal(PracticePerson person) {
        ObjectNode principal = JsonNodeFactory.instance.objectNode();
        principal.put("auth_typ", "aad");
        ArrayNode claims = principal.putArray("claims");
        claim(claims, OBJECT_ID, person.objectId());
        claim(claims, TENANT_ID, person.tenantId());
        claim(claims, "preferred_username", person.userPrincipalName());
        claim(claims, "name", person.name());
        person.roles().forEach(role -> claim(claims, "roles", role));
        principal.put("name_typ", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name");
        principal.put("role_typ", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role");
        return principal;
    }

    private static void claim(ArrayNode claims, String type, String value) {
        claims.addObject().put("typ", type).put("val", value);
    }
}
