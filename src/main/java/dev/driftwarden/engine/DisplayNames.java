package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.rule.Judgement;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people call directory objects, whose ids say nothing to them. Whoever may write the object chooses it. */
final class DisplayNames {
    private static final int LONGEST = 120;
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}]+");

    private DisplayNames() {}

    /** Empty for ARM resources, which are known by the name in their id, and for objects without one. */
    static Optional<String> of(Judgement judgement) {
        return judgement.resource().isGraph()
                ? name(judgement).or(() -> nameOfWhatIsGone(judgement))
                : Optional.empty();
    }

    private static Optional<String> name(Judgement judgement) {
        JsonNode body = judgement.resourceBody();
        if (body == null) {
            return Optional.empty();
        }
        JsonNode properties = body.path("properties");
        return name(properties.isObject() ? properties : body);
    }

    /** What was deleted is known by what its fix makes anew. */
    private static Optional<String> nameOfWhatIsGone(Judgement judgement) {
        Fix fix = judgement.fix();
        return judgement.resourceBody() != null || fix == null
                ? Optional.empty()
                : fix.operations().stream()
                        .filter(operation -> operation.method() == Operation.Method.POST && operation.body() != null)
                        .findFirst()
                        .flatMap(operation -> name(operation.body()));
    }

    private static Optional<String> name(@Nullable JsonNode object) {
        return Optional.ofNullable(object)
                .map(one -> CONTROLS.matcher(one.path("displayName").asText(""))
                        .replaceAll(" ")
                        .strip())
                .filter(name -> !name.isEmpty())
                .map(name -> name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…");
    }
}
