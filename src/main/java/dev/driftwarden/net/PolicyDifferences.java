package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.driftwarden.net.Difference.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares two states of a directory policy. What makes it protect less is known for some members of each kind of policy; a change
 * of any other member is unclear, never harmless.
 */
public final class PolicyDifferences {
    private static final String GONE = "the policy no longer exists";
    private static final Set<String> DESCRIPTIONS = Set.of(
            "id",
            "displayname",
            "description",
            "createddatetime",
            "modifieddatetime",
            "lastmodifieddatetime",
            "templateid",
            "deleteddatetime");

    /** The members of a conditional access policy that {@link PolicyComparison} knows. */
    private static final Pattern COMPARED = Pattern.compile(
            "(?i)state|conditions\\.(users|applications|platforms|locations|devices|clientApplications|authenticationFlows"
                    + "|userRiskLevels|signInRiskLevels|servicePrincipalRiskLevels|agentIdRiskLevels|insiderRiskLevels"
                    + "|clientAppTypes)(\\..*)?|grantControls(\\..*)?"
                    + "|sessionControls(\\.(signInFrequency|persistentBrowser|cloudAppSecurity|applicationEnforcedRestrictions"
                    + "|secureSignInSession|globalSecureAccessFilteringProfile|disableResilienceDefaults"
                    + "|continuousAccessEvaluation)(\\..*)?)?");

    private PolicyDifferences() {}

    /**
     * How the second state differs from the first; empty when it does not.
     *
     * @param after null or missing when the policy is gone
     */
    public static List<Difference> of(JsonNode before, JsonNode after) {
        JsonNode then = properties(before);
        JsonNode now = properties(after);
        if (Json.blank(now)) {
            return List.of(new Difference("", GONE, Effect.WEAKER));
        }
        Map<String, String> words = FlatDiff.of(then, now);
        words.keySet().removeIf(PolicyDifferences::isVolatile);
        return isConditionalAccess(then) ? accessPolicy(then, now, words) : DirectoryComparison.of(then, now, words);
    }

    /** Whether the member only describes the policy. */
    static boolean describes(String path) {
        return DESCRIPTIONS.contains(path.toLowerCase(Locale.ROOT));
    }

    private static boolean isVolatile(String path) {
        return path.equalsIgnoreCase("modifiedDateTime")
                || path.equalsIgnoreCase("lastModifiedDateTime")
                || path.equalsIgnoreCase("createdDateTime")
                || path.equalsIgnoreCase("id");
    }

    private static boolean isConditionalAccess(JsonNode policy) {
        return policy.has("conditions") && policy.has("state");
    }

    private static List<Difference> accessPolicy(JsonNode before, JsonNode after, Map<String, String> words) {
        List<Weakening> weaker;
        try {
            weaker = AccessPolicy.weakenings(before, after);
        } catch (UndecidableException e) {
            return unclear(words);
        }
        Map<String, Difference> found = new LinkedHashMap<>();
        weaker.forEach(one -> found.put(
                one.path(), new Difference(one.path(), whole(one.text(), words.get(one.path())), Effect.WEAKER)));
        words.forEach((path, text) -> {
            boolean told = found.keySet().stream().anyMatch(known -> covers(known, path));
            if (!told) {
                boolean known = describes(path) || COMPARED.matcher(path).matches();
                found.put(path, new Difference(path, text, known ? Effect.HARMLESS : Effect.UNCLEAR));
            }
        });
        return List.copyOf(found.values());
    }

    /** A list may gain and lose elements at once, of which the weakening names only one half. */
    private static String whole(String weakening, @Nullable String words) {
        return words != null && words.contains("; loses ") ? weakening + " (" + words + ")" : weakening;
    }

    private static boolean covers(String known, String path) {
        return path.equals(known) || path.startsWith(known + ".");
    }

    static List<Difference> unclear(Map<String, String> words) {
        List<Difference> all = new ArrayList<>();
        words.forEach((path, text) ->
                all.add(new Difference(path, text, describes(path) ? Effect.HARMLESS : Effect.UNCLEAR)));
        return all;
    }

    private static JsonNode properties(JsonNode policy) {
        if (Json.blank(policy)) {
            return MissingNode.getInstance();
        }
        JsonNode properties = policy.path("properties");
        return properties.isObject() ? properties : policy;
    }
}
