package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.net.Difference.Effect;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a change of the permitted methods of authentication means. */
final class SignInMethods {
    /** Methods that can be intercepted or handed on; each one more is a weaker way in. */
    private static final Set<String> WEAK = Set.of("sms", "voice", "email");

    /** Methods that withstand phishing, or at least need the person's own device. */
    private static final Set<String> STRONG =
            Set.of("fido2", "microsoftauthenticator", "x509certificate", "softwareoath", "hardwareoath");

    private SignInMethods() {}

    static Effect effect(JsonNode before, JsonNode after) {
        Map<String, JsonNode> then = byId(before);
        Map<String, JsonNode> now = byId(after);
        boolean weakOn = WEAK.stream().anyMatch(id -> !enabled(then, id) && enabled(now, id));
        boolean strongOff = STRONG.stream().anyMatch(id -> enabled(then, id) && !enabled(now, id));
        if (weakOn || strongOff) {
            return Effect.WEAKER;
        }
        boolean onlyStricter = then.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(now.get(entry.getKey())))
                .allMatch(entry -> WEAK.contains(entry.getKey()) && off(now, entry.getKey()));
        return onlyStricter && then.keySet().containsAll(now.keySet()) ? Effect.HARMLESS : Effect.UNCLEAR;
    }

    private static Map<String, JsonNode> byId(JsonNode methods) {
        Map<String, JsonNode> byId = new HashMap<>();
        methods.forEach(method -> byId.put(method.path("id").asText("").toLowerCase(Locale.ROOT), method));
        return byId;
    }

    /** A method that is not listed, or in a state that Graph does not document, is neither on nor off. */
    private static boolean off(Map<String, JsonNode> methods, String id) {
        JsonNode method = methods.get(id);
        return method != null && method.path("state").asText("").equalsIgnoreCase("disabled");
    }

    private static boolean enabled(Map<String, JsonNode> methods, String id) {
        JsonNode method = methods.get(id);
        return method != null && method.path("state").asText("").equalsIgnoreCase("enabled");
    }
}
