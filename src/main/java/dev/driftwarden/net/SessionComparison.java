package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** Compares the session controls of two states of a policy. */
final class SessionComparison {
    private static final String OWNER = "sessionControls";
    private static final List<String> CONTROLS = List.of(
            "signInFrequency",
            "persistentBrowser",
            "cloudAppSecurity",
            "applicationEnforcedRestrictions",
            "secureSignInSession",
            "globalSecureAccessFilteringProfile");

    private SessionComparison() {}

    static void compare(AccessPolicy before, AccessPolicy after, List<Weakening> found) {
        for (String control : CONTROLS) {
            String path = Json.join(OWNER, control);
            JsonNode then = before.object(OWNER, control);
            JsonNode now = after.object(OWNER, control);
            if (isOn(then, path) && !isOn(now, path)) {
                found.add(new Weakening(path, "the session control is gone"));
            } else if (isOn(then, path) && isLooser(control, then, now, path)) {
                found.add(new Weakening(path, "the session control is looser"));
            }
        }
        resilience(before, after, found);
        evaluation(before, after, found);
    }

    private static boolean isOn(JsonNode control, String path) {
        return flag(control, "isEnabled", path);
    }

    private static boolean flag(JsonNode owner, String field, String path) {
        JsonNode node = owner.path(field);
        if (Json.blank(node)) {
            return false;
        }
        if (!node.isBoolean()) {
            throw Json.wrongType(Json.join(path, field), "true or false", node);
        }
        return node.booleanValue();
    }

    private static boolean isLooser(String control, JsonNode then, JsonNode now, String path) {
        return switch (control) {
            case "signInFrequency" ->
                hours(now, path) > hours(then, path) || (!secondFactorOnly(then, path) && secondFactorOnly(now, path));
            case "persistentBrowser" ->
                word(then, "mode", path).equals("never")
                        && !word(now, "mode", path).equals("never");
            case "cloudAppSecurity" ->
                !word(then, "cloudAppSecurityType", path).equals(word(now, "cloudAppSecurityType", path));
            case "globalSecureAccessFilteringProfile" ->
                !word(then, "profileId", path).equals(word(now, "profileId", path));
            default -> false;
        };
    }

    private static boolean secondFactorOnly(JsonNode frequency, String path) {
        return word(frequency, "authenticationType", path).equals("secondaryauthentication");
    }

    /** How long a sign-in lasts; 0 when every access asks anew. */
    private static double hours(JsonNode frequency, String path) {
        if (word(frequency, "frequencyInterval", path).equals("everytime")) {
            return 0;
        }
        JsonNode value = frequency.path("value");
        if (!value.isNumber()) {
            throw Json.wrongType(path + ".value", "a number", value);
        }
        return switch (word(frequency, "type", path)) {
            case "hours" -> value.doubleValue();
            case "days" -> value.doubleValue() * 24;
            default -> throw new UndecidableException(path + ".type", "expected hours or days");
        };
    }

    private static String word(JsonNode owner, String field, String path) {
        return Json.text(owner, field, path).toLowerCase(Locale.ROOT);
    }

    /** Resilience defaults let sessions live on in an outage; switching them off is the stricter state. */
    private static void resilience(AccessPolicy before, AccessPolicy after, List<Weakening> found) {
        String field = "disableResilienceDefaults";
        if (flag(before.at(OWNER), field, OWNER) && !flag(after.at(OWNER), field, OWNER)) {
            found.add(new Weakening(Json.join(OWNER, field), "sessions outlive an outage again"));
        }
    }

    private static void evaluation(AccessPolicy before, AccessPolicy after, List<Weakening> found) {
        String field = "continuousAccessEvaluation";
        String path = Json.join(OWNER, field);
        int then = strictness(word(before.object(OWNER, field), "mode", path));
        int now = strictness(word(after.object(OWNER, field), "mode", path));
        if (now < then) {
            found.add(new Weakening(path, "continuous access evaluation is looser"));
        }
    }

    private static int strictness(String mode) {
        return switch (mode) {
            case "disabled" -> 0;
            case "strictenforcement" -> 2;
            case "strictlocation" -> 3;
            default -> 1;
        };
    }
}
