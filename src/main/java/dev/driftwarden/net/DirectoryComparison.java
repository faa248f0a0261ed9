package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.net.Difference.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Compares two states of a directory policy that is no conditional access policy, as far as its members are known. */
final class DirectoryComparison {
    private static final String PERMISSIONS = "defaultuserrolepermissions.";

    /** From the least to the most that guests may do: restricted, limited, like members. */
    private static final List<String> GUEST_ROLES = List.of(
            "2af84b1e-32c8-42b7-82bc-daa82404023b",
            "10dae51f-b6af-4016-8d66-8c2a99b929b3",
            "a0b1b346-4d3e-4e8b-98f8-753987be4970");

    private static final List<String> INVITERS =
            List.of("none", "adminsandguestinviters", "adminsguestinvitersandallmembers", "everyone");

    /** Flags that allow something when they are true. */
    private static final Set<String> ALLOWANCES = Set.of(
            PERMISSIONS + "allowedtocreateapps",
            PERMISSIONS + "allowedtocreatesecuritygroups",
            PERMISSIONS + "allowedtocreatetenants",
            PERMISSIONS + "allowedtoreadbitlockerkeysforowneddevice",
            PERMISSIONS + "allowedtoreadotherusers",
            "allowedtosignupemailbasedsubscriptions",
            "allowemailverifieduserstojoinorganization",
            "allowuserconsentforriskyapps");

    /** Flags that protect when they are true. */
    private static final Set<String> PROTECTIONS = Set.of("isenabled", "blockmsolpowershell");

    /** Lists of which each further element allows more. */
    private static final Set<String> ACCEPTANCES = Set.of(
            PERMISSIONS + "permissiongrantpoliciesassigned",
            "permissiongrantpolicyidsassignedtodefaultuserrole",
            "allowedcombinations");

    private DirectoryComparison() {}

    static List<Difference> of(JsonNode before, JsonNode after, Map<String, String> words) {
        List<Difference> found = new ArrayList<>();
        words.forEach((path, text) -> found.add(new Difference(path, text, effect(path, before, after))));
        return found;
    }

    private static Effect effect(String path, JsonNode before, JsonNode after) {
        String key = path.toLowerCase(Locale.ROOT);
        JsonNode then = at(before, path);
        JsonNode now = at(after, path);
        if (PolicyDifferences.describes(path)) {
            return Effect.HARMLESS;
        }
        if (ALLOWANCES.contains(key) || PROTECTIONS.contains(key)) {
            return flag(now, ALLOWANCES.contains(key));
        }
        if (ACCEPTANCES.contains(key)) {
            return elements(then).containsAll(elements(now)) ? Effect.HARMLESS : Effect.WEAKER;
        }
        return switch (key) {
            case "guestuserroleid" -> ranked(GUEST_ROLES, then, now);
            case "allowinvitesfrom" -> ranked(INVITERS, then, now);
            case "istrusted" -> flag(now, true);
            case "ipranges" -> trustedRanges(after, then, now);
            case "authenticationmethodconfigurations" -> SignInMethods.effect(then, now);
            case "registrationenforcement.authenticationmethodsregistrationcampaign.state" ->
                word(then).equals("enabled") ? Effect.WEAKER : Effect.HARMLESS;
            default -> Effect.UNCLEAR;
        };
    }

    private static Effect flag(JsonNode now, boolean weakerWhenTrue) {
        if (!now.isBoolean()) {
            return Effect.UNCLEAR;
        }
        return now.booleanValue() == weakerWhenTrue ? Effect.WEAKER : Effect.HARMLESS;
    }

    private static Effect ranked(List<String> ranks, JsonNode then, JsonNode now) {
        int before = ranks.indexOf(word(then));
        int after = ranks.indexOf(word(now));
        if (before < 0 || after < 0) {
            return Effect.UNCLEAR;
        }
        return after > before ? Effect.WEAKER : Effect.HARMLESS;
    }

    /** Of a location that is not trusted nobody can tell which policies spare it and which are about it. */
    private static Effect trustedRanges(JsonNode after, JsonNode then, JsonNode now) {
        boolean grew = !elements(then).containsAll(elements(now));
        return after.path("isTrusted").asBoolean(false) && grew ? Effect.WEAKER : Effect.UNCLEAR;
    }

    private static List<String> elements(JsonNode list) {
        List<String> elements = new ArrayList<>();
        list.forEach(element -> elements.add(
                (element.isTextual() ? element.textValue() : element.toString()).toLowerCase(Locale.ROOT)));
        return elements;
    }

    private static String word(JsonNode node) {
        return node.asText("").toLowerCase(Locale.ROOT);
    }

    private static JsonNode at(JsonNode policy, String path) {
        JsonNode node = policy;
        for (String name : path.split("\\.")) {
            node = node.path(name);
        }
        return node;
    }
}
