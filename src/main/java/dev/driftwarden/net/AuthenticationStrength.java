package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The combinations of sign-in methods that a policy accepts.
 *
 * <p>Source: learn.microsoft.com/graph/api/resources/authenticationstrengthpolicy and enum authenticationMethodModes.
 *
 * @param id in lower case
 * @param combinations each a sorted list of methods with commas; empty when they were not read
 * @param satisfies Graph's own summary, {@code mfa} or {@code none}; empty when it was not read
 */
record AuthenticationStrength(String id, Set<String> combinations, String satisfies) {
    private static final String BUILT_IN = "00000000-0000-0000-0000-00000000000";

    /** Multifactor, passwordless and phishing-resistant, each accepting less than the one before. */
    private static final List<String> BUILT_IN_IDS = List.of(BUILT_IN + "2", BUILT_IN + "3", BUILT_IN + "4");

    private static final Set<String> TWO_FACTORS_IN_ONE = Set.of(
            "windowshelloforbusiness",
            "fido2",
            "x509certificatemultifactor",
            "devicebasedpush",
            "temporaryaccesspassonetime",
            "temporaryaccesspassmultiuse",
            "federatedmultifactor");

    private static final Set<String> ONE_FACTOR = Set.of(
            "password",
            "sms",
            "voice",
            "email",
            "hardwareoath",
            "softwareoath",
            "qrcodepin",
            "microsoftauthenticatorpush",
            "federatedsinglefactor",
            "x509certificatesinglefactor");

    static Optional<AuthenticationStrength> read(JsonNode grant) {
        String path = "grantControls.authenticationStrength";
        JsonNode strength = Json.object(grant, "authenticationStrength", "grantControls");
        if (strength.isMissingNode()) {
            return Optional.empty();
        }
        String id = Json.text(strength, "id", path).toLowerCase(Locale.ROOT);
        Set<String> combinations = new LinkedHashSet<>();
        Json.texts(strength, "allowedCombinations", path)
                .forEach(combination ->
                        combinations.add(String.join(",", new TreeSet<>(Texts.lowerParts(combination)))));
        String satisfies = Json.text(strength, "requirementsSatisfied", path).toLowerCase(Locale.ROOT);
        if (id.isEmpty() && combinations.isEmpty()) {
            throw new UndecidableException(path, "it has neither an id nor combinations");
        }
        return Optional.of(new AuthenticationStrength(id, combinations, satisfies));
    }

    /** Whether every accepted combination takes two factors. */
    boolean ensuresMfa() {
        if (!combinations.isEmpty()) {
            return combinations.stream().allMatch(AuthenticationStrength::isMfa);
        }
        if (BUILT_IN_IDS.contains(id) || satisfies.equals("mfa")) {
            return true;
        }
        if (satisfies.equals("none")) {
            return false;
        }
        throw new UndecidableException(
                "grantControls.authenticationStrength.allowedCombinations", "the accepted methods were not read");
    }

    private static boolean isMfa(String combination) {
        String[] methods = combination.split(",");
        for (String method : methods) {
            if (!TWO_FACTORS_IN_ONE.contains(method) && !ONE_FACTOR.contains(method)) {
                throw new UndecidableException(
                        "grantControls.authenticationStrength.allowedCombinations",
                        "unknown method " + UndecidableException.quoted(method));
            }
        }
        return methods.length > 1 || Arrays.stream(methods).allMatch(TWO_FACTORS_IN_ONE::contains);
    }

    /** Whether whoever meets this strength also meets the other. */
    boolean isWithin(AuthenticationStrength other) {
        if (!combinations.isEmpty() && !other.combinations.isEmpty()) {
            return other.combinations.containsAll(combinations);
        }
        if (BUILT_IN_IDS.contains(id) && BUILT_IN_IDS.contains(other.id)) {
            return BUILT_IN_IDS.indexOf(id) >= BUILT_IN_IDS.indexOf(other.id);
        }
        return !id.isEmpty() && id.equals(other.id);
    }
}
