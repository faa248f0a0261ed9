package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.rule.Judgement;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people call directory objects, whose ids say nothing to them. Whoever may write the object chooses it. */
final class DisplayNames {
    private static final int LONGEST = 120;
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}]+");

    private DisplayNames() {}

    /** Empty for ARM resources, which are known by the name in their id, and for objects without one. */
    static Optional<String> of(Judgement judgement) {
        JsonNode body = judgement.resourceBody();
        if (body == null || !judgement.resource().isGraph()) {
            return Optional.empty();
        }
        JsonNode properties = body.path("properties");
        return Optional.of(properties.isObject() ? properties : body)
                .map(object -> CONTROLS.matcher(object.path("displayName").asText(""))
                        .replaceAll(" ")
                        .strip())
                .filter(name -> !name.isEmpty())
                .map(name -> name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…");
    }
}
