package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A conditional access policy as Graph returns it, bare or wrapped in {@code properties}. Words and ids compare without regard
 * to case, so that the spelling of the audit log reads alike; missing and null lists are empty.
 */
public final class AccessPolicy {
    private static final String USERS = "conditions.users";
    private static final String APPS = "conditions.applications";
    private static final List<String> LISTED_PRINCIPALS = List.of("Users", "Groups", "Roles");
    private static final Set<String> TEXTS_WITH_COMMAS = Set.of("guestOrExternalUserTypes", "transferMethods");
    private static final int EXCLUDED_WITHOUT_LIST = 2;

    private final JsonNode body;
    private final String state;
    private final GrantControls grant;

    private AccessPolicy(JsonNode body) {
        this.body = body;
        this.state = Json.text(body, "state", "").toLowerCase(Locale.ROOT);
        this.grant = GrantControls.read(body);
        if (!Set.of("enabled", "disabled", "enabledforreportingbutnotenforced").contains(state)) {
            throw new UndecidableException("state", "unknown state " + UndecidableException.quoted(state));
        }
    }

    /**
     * Reads a policy.
     *
     * @throws UndecidableException when its state or its grant controls cannot be told
     */
    public static AccessPolicy read(JsonNode policy) {
        JsonNode properties = policy.path("properties");
        JsonNode body = properties.isObject() ? properties : policy;
        if (!body.isObject()) {
            throw Json.wrongType("properties", "an object", body);
        }
        return new AccessPolicy(body);
    }

    /** Whether it is in force; report-only is not. */
    public boolean isEnabled() {
        return state.equals("enabled");
    }

    String state() {
        return state;
    }

    GrantControls grant() {
        return grant;
    }

    /**
     * Whether nobody passes its grant controls without a second factor: {@code mfa}, or an authentication strength with only
     * MFA-capable combinations, and no other control that would be enough by {@code OR}. Says nothing of state and coverage.
     */
    public boolean requiresMfa() {
        return grant.requiresMfa();
    }

    public boolean blocks() {
        return grant.blocks();
    }

    /** Whether it is in force, requires a second factor, and covers all users and apps but the break-glass accounts. */
    public boolean protectsEveryone(Set<String> breakGlass) {
        return isEnabled() && requiresMfa() && coversAllUsersAndApps(breakGlass);
    }

    /** Whether it holds for all users and all apps under all conditions, leaving out nobody but the break-glass accounts. */
    public boolean coversAllUsersAndApps(Set<String> breakGlass) {
        return coversAllUsers(breakGlass) && coversApp("All") && narrowings().isEmpty();
    }

    /** Whether all users are included and nobody but the break-glass accounts is excluded. */
    public boolean coversAllUsers(Set<String> breakGlass) {
        return includesAllUsers() && uncovered(breakGlass).isEmpty();
    }

    /** Whether the app's id is included, by name or by {@code All}, and not excluded; pass {@code All} for all apps. */
    public boolean coversApp(String appId) {
        String app = appId.toLowerCase(Locale.ROOT);
        Set<String> included = list(APPS, "includeApplications");
        Set<String> excluded = list(APPS, "excludeApplications");
        boolean left = app.equals("all") ? excluded.isEmpty() : !excluded.contains(app);
        return left
                && (included.contains("all") || included.contains(app))
                && object(APPS, "applicationFilter").isMissingNode();
    }

    /** The conditions under which it does not hold, as paths; users and apps are not among them. */
    public List<String> narrowings() {
        return Narrowings.of(this);
    }

    boolean includesAllUsers() {
        return list(USERS, "includeUsers").contains("all");
    }

    /** Everybody it excludes, in lower case: users, groups, roles, and {@code guests} for guests and externals. */
    public Set<String> excluded() {
        Set<String> excluded = new HashSet<>();
        LISTED_PRINCIPALS.forEach(kind -> excluded.addAll(list(USERS, "exclude" + kind)));
        if (!object(USERS, "excludeGuestsOrExternalUsers").isMissingNode()) {
            excluded.add("guests");
        }
        return excluded;
    }

    /** Everybody it names as included, in lower case. */
    Set<String> included() {
        Set<String> included = new HashSet<>();
        LISTED_PRINCIPALS.forEach(kind -> included.addAll(list(USERS, "include" + kind)));
        if (!object(USERS, "includeGuestsOrExternalUsers").isMissingNode()) {
            included.add("guests");
        }
        return included;
    }

    /** Those it excludes who are not break-glass accounts. */
    Set<String> uncovered(Set<String> breakGlass) {
        Set<String> uncovered = excluded();
        breakGlass.forEach(id -> uncovered.remove(id.toLowerCase(Locale.ROOT)));
        return uncovered;
    }

    /** Whether at least one break-glass account or group is excluded, so that turning it on locks nobody out for good. */
    public boolean excludesBreakGlass(Set<String> breakGlass) {
        return uncovered(breakGlass).size() < excluded().size();
    }

    /**
     * Whether it is in force and blocks legacy sign-in for all users and apps: the client types are exactly
     * {@code exchangeActiveSync} and {@code other}. It may exclude the break-glass accounts; while none are given, at most two
     * users and nobody else.
     */
    public boolean blocksLegacyAuthentication(Set<String> breakGlass) {
        List<String> others = narrowings().stream()
                .filter(path -> !path.equals("conditions.clientAppTypes"))
                .toList();
        return isEnabled()
                && blocks()
                && isLegacyOnly()
                && others.isEmpty()
                && includesAllUsers()
                && coversApp("All")
                && fewExcluded(breakGlass);
    }

    /** Whether it is about old sign-in protocols only, which administrators do not need. */
    boolean isLegacyOnly() {
        return list("conditions", "clientAppTypes").equals(Set.of("exchangeactivesync", "other"));
    }

    /** Whether it is in force and blocks the device code flow for all users and apps; exclusions as for legacy sign-in. */
    public boolean blocksDeviceCodeFlow(Set<String> breakGlass) {
        List<String> others = narrowings().stream()
                .filter(path -> !path.equals("conditions.authenticationFlows"))
                .toList();
        String methods = Json.text(
                object("conditions", "authenticationFlows"), "transferMethods", "conditions.authenticationFlows");
        return isEnabled()
                && blocks()
                && others.isEmpty()
                && includesAllUsers()
                && coversApp("All")
                && Texts.lowerParts(methods).contains("devicecodeflow")
                && fewExcluded(breakGlass);
    }

    private boolean fewExcluded(Set<String> breakGlass) {
        if (!breakGlass.isEmpty()) {
            return uncovered(breakGlass).isEmpty();
        }
        Set<String> users = list(USERS, "excludeUsers");
        return users.size() <= EXCLUDED_WITHOUT_LIST
                && users.containsAll(excluded())
                && !users.contains("guestsorexternalusers")
                && !users.contains("all");
    }

    /**
     * Whether policies in force together require a second factor of all users for the app; {@code All} for all apps. They may
     * leave out the break-glass accounts; while none are given, at most two users each, who are taken for such accounts.
     */
    public static boolean requireMfaOfEveryone(List<AccessPolicy> policies, String appId, Set<String> breakGlass) {
        List<AccessPolicy> usable = policies.stream()
                .filter(AccessPolicy::isEnabled)
                .filter(AccessPolicy::requiresMfa)
                .filter(policy -> policy.coversApp(appId) && policy.narrowings().isEmpty())
                .toList();
        Set<String> coveredElsewhere = new HashSet<>();
        usable.stream()
                .filter(policy -> policy.fewExcluded(breakGlass))
                .forEach(policy -> coveredElsewhere.addAll(policy.included()));
        return usable.stream()
                .filter(AccessPolicy::includesAllUsers)
                .anyMatch(policy ->
                        coveredElsewhere.contains("all") || coveredElsewhere.containsAll(policy.uncovered(breakGlass)));
    }

    /** What protects less in the second policy than in the first; empty when nothing does. */
    public static List<Weakening> weakenings(JsonNode before, JsonNode after) {
        if (after.isMissingNode() || after.isNull()) {
            return List.of(new Weakening("", "the policy no longer exists"));
        }
        return PolicyComparison.of(read(before), read(after));
    }

    /** The object at a path of names with dots. */
    JsonNode at(String path) {
        JsonNode node = body;
        String walked = "";
        for (String name : path.split("\\.")) {
            node = Json.object(node, name, walked);
            walked = Json.join(walked, name);
        }
        return node;
    }

    JsonNode object(String owner, String field) {
        return Json.object(at(owner), field, owner);
    }

    /** The lower-case words of a list. Of a few Graph makes one text with commas. */
    Set<String> list(String owner, String field) {
        JsonNode node = at(owner).path(field);
        Set<String> words = new HashSet<>();
        if (node.isTextual() && TEXTS_WITH_COMMAS.contains(field)) {
            words.addAll(Texts.lowerParts(node.textValue()));
            return words;
        }
        Json.texts(at(owner), field, owner).forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
        return words;
    }
}
