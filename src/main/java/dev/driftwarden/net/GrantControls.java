package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a conditional access policy asks for before it lets someone in.
 *
 * @param any whether one of the controls is enough
 * @param controls each control by name; an empty set lets everybody in
 */
record GrantControls(boolean any, Set<Control> controls) {
    private static final Set<String> BUILT_IN = Set.of(
            "block",
            "mfa",
            "compliantdevice",
            "domainjoineddevice",
            "approvedapplication",
            "compliantapplication",
            "passwordchange",
            "riskremediation");

    /** Something that has to be shown. */
    sealed interface Control {
        /** One of Graph's own words in lower case, or a term of use or custom factor by its id. */
        record Named(String name) implements Control {
            @Override
            public String toString() {
                return name;
            }
        }

        /** A set of accepted combinations of methods. */
        record Strength(AuthenticationStrength strength) implements Control {
            @Override
            public String toString() {
                return "authentication strength " + strength.id();
            }
        }
    }

    private static final Control BLOCK = new Control.Named("block");
    private static final Control MFA = new Control.Named("mfa");

    static GrantControls read(JsonNode policy) {
        JsonNode grant = Json.object(policy, "grantControls", "");
        Set<Control> controls = new LinkedHashSet<>();
        for (String word : Json.texts(grant, "builtInControls", "grantControls")) {
            String name = word.toLowerCase(Locale.ROOT);
            if (!BUILT_IN.contains(name)) {
                throw new UndecidableException(
                        "grantControls.builtInControls", "unknown control " + UndecidableException.quoted(word));
            }
            controls.add(new Control.Named(name));
        }
        addNamed(grant, "customAuthenticationFactors", controls);
        addNamed(grant, "termsOfUse", controls);
        AuthenticationStrength.read(grant).ifPresent(strength -> controls.add(new Control.Strength(strength)));
        return new GrantControls(isAny(grant, controls.size()), controls);
    }

    private static void addNamed(JsonNode grant, String field, Set<Control> controls) {
        Json.texts(grant, field, "grantControls")
                .forEach(id -> controls.add(new Control.Named(field + " " + id.toLowerCase(Locale.ROOT))));
    }

    private static boolean isAny(JsonNode grant, int controls) {
        String operator = Json.text(grant, "operator", "grantControls").toLowerCase(Locale.ROOT);
        if (controls < 2 && (operator.isEmpty() || operator.equals("or") || operator.equals("and"))) {
            return false;
        }
        return switch (operator) {
            case "or" -> true;
            case "and" -> false;
            default -> throw new UndecidableException("grantControls.operator", "expected AND or OR");
        };
    }

    boolean blocks() {
        return controls.contains(BLOCK);
    }

    /** Whether nobody gets in without a second factor; a policy that blocks requires none. */
    boolean requiresMfa() {
        return !blocks() && implies(new GrantControls(false, Set.of(MFA)));
    }

    /** Whether everybody who meets these controls also meets the others. */
    boolean implies(GrantControls other) {
        return blocks() || other.controls.isEmpty() || unmet(other).isEmpty();
    }

    /** The controls of the other that these no longer ensure, in words; none when all are ensured. */
    List<String> unmet(GrantControls other) {
        if (blocks()) {
            return List.of();
        }
        List<String> unmet = new ArrayList<>();
        if (other.any) {
            boolean ensured = any
                    ? controls.stream().allMatch(mine -> meetsOne(mine, other))
                    : controls.stream().anyMatch(mine -> meetsOne(mine, other));
            if (!ensured || controls.isEmpty()) {
                unmet.add("one of " + other.controls);
            }
            return unmet;
        }
        for (Control wanted : other.controls) {
            if (!ensures(wanted)) {
                unmet.add(wanted.toString());
            }
        }
        return unmet;
    }

    private static boolean meetsOne(Control mine, GrantControls other) {
        return other.controls.stream().anyMatch(wanted -> meets(mine, wanted));
    }

    private boolean ensures(Control wanted) {
        if (controls.isEmpty()) {
            return false;
        }
        return any
                ? controls.stream().allMatch(mine -> meets(mine, wanted))
                : controls.stream().anyMatch(mine -> meets(mine, wanted));
    }

    private static boolean meets(Control mine, Control wanted) {
        if (mine.equals(wanted)) {
            return true;
        }
        if (!(mine instanceof Control.Strength shown)) {
            return false;
        }
        return wanted instanceof Control.Strength asked
                ? shown.strength().isWithin(asked.strength())
                : wanted.equals(MFA) && shown.strength().ensuresMfa();
    }
}
