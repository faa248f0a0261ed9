package dev.driftwarden.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a role permits. Actions match without regard to case, {@code *} matches any text; notActions take away only from the
 * block they stand in. Missing arrays are empty.
 */
public final class RoleDefinition {
    private static final List<String> WRITING = List.of("write", "delete", "action");
    /** A segment that no real action has, so that only a wildcard matches it. */
    private static final String ANYTHING = "\u0001";

    private static final String AUTHORIZATION = "microsoft.authorization/" + ANYTHING;

    /** The actions by which a holder can give himself or others more. */
    private static final List<String> GRANTING = List.of(
            "Microsoft.Authorization/roleAssignments/write",
            "Microsoft.Authorization/roleDefinitions/write",
            "Microsoft.Authorization/elevateAccess/action",
            "Microsoft.Authorization/policyExemptions/write",
            "Microsoft.Authorization/locks/delete",
            "Microsoft.Authorization/roleManagementPolicies/write");

    private final List<Block> blocks;

    private RoleDefinition(List<Block> blocks) {
        this.blocks = blocks;
    }

    private record Block(
            String path, List<Pattern> actions, List<Pattern> notActions, List<Pattern> data, List<Pattern> notData) {
        boolean permits(String action) {
            return matches(actions, action) && !matches(notActions, action);
        }

        private static boolean matches(List<Pattern> patterns, String action) {
            return patterns.stream().anyMatch(pattern -> pattern.matches(action));
        }
    }

    /**
     * An element of a role's lists that permits too much.
     *
     * @param path for instance {@code properties.permissions[0].actions[2]}
     * @param action as the role writes it
     */
    public record Wildcard(String path, String action) {}

    /**
     * Reads a role definition as ARM returns it.
     *
     * @throws UndecidableException when a list is none, or the permissions, which every role has, are not there
     */
    public static RoleDefinition read(JsonNode role) {
        JsonNode properties = role.path("properties");
        if (!properties.isObject()) {
            throw Json.wrongType("properties", "an object", properties);
        }
        if (!properties.path("permissions").isArray()) {
            throw Json.wrongType("properties.permissions", "a list", properties.path("permissions"));
        }
        List<JsonNode> permissions = Json.elements(properties, "permissions", "properties");
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < permissions.size(); i++) {
            String path = "properties.permissions[" + i + "]";
            JsonNode block = permissions.get(i);
            if (!block.isObject()) {
                throw Json.wrongType(path, "an object", block);
            }
            blocks.add(new Block(
                    path,
                    patterns(block, "actions", path),
                    patterns(block, "notActions", path),
                    patterns(block, "dataActions", path),
                    patterns(block, "notDataActions", path)));
        }
        return new RoleDefinition(blocks);
    }

    private static List<Pattern> patterns(JsonNode block, String field, String path) {
        return Json.texts(block, field, path).stream().map(Pattern::new).toList();
    }

    /** Whether a holder may do the control-plane action, for instance {@code Microsoft.Authorization/roleAssignments/write}. */
    public boolean canDo(String action) {
        String asked = action.toLowerCase(Locale.ROOT);
        return blocks.stream().anyMatch(block -> block.permits(asked));
    }

    /** Whether a holder may write role assignments. */
    public boolean canAssignRoles() {
        return canDo(GRANTING.get(0));
    }

    /** Those of the actions that raise a holder's own power which the role permits. */
    public List<String> grantRights() {
        return GRANTING.stream().filter(this::canDo).toList();
    }

    /** Whether the role writes, deletes or acts by a wildcard over a whole resource provider or more. */
    public boolean writesWholeProvider() {
        return blocks.stream()
                .anyMatch(block -> block.actions().stream()
                        .anyMatch(action -> WRITING.stream().anyMatch(verb -> {
                            String probe = action.provider() + "/" + ANYTHING + "/" + verb;
                            return action.matches(probe) && block.permits(probe);
                        })));
    }

    /** Whether the role writes in every provider, as Contributor does. */
    public boolean writesEverywhere() {
        return canDo(ANYTHING + "/" + ANYTHING + "/write");
    }

    /** Whether the role writes everything in Microsoft.Authorization, role assignments included. */
    public boolean writesAuthorization() {
        return canDo(AUTHORIZATION + "/write");
    }

    /**
     * The elements that give writes over everything or over Microsoft.Authorization, or data access over a whole tree, and
     * still do after the exceptions of their block.
     */
    public List<Wildcard> wildcards() {
        List<Wildcard> found = new ArrayList<>();
        for (Block block : blocks) {
            for (int i = 0; i < block.actions().size(); i++) {
                if (tooWide(block.actions().get(i), block)) {
                    found.add(wildcard(block, "actions", i, block.actions().get(i)));
                }
            }
            for (int i = 0; i < block.data().size(); i++) {
                if (wideData(block.data().get(i), block)) {
                    found.add(wildcard(block, "dataActions", i, block.data().get(i)));
                }
            }
        }
        return List.copyOf(found);
    }

    private static Wildcard wildcard(Block block, String field, int index, Pattern pattern) {
        return new Wildcard(block.path() + "." + field + "[" + index + "]", pattern.text());
    }

    private static boolean tooWide(Pattern action, Block block) {
        boolean wholeAuthorization = action.matches(AUTHORIZATION);
        return WRITING.stream()
                .anyMatch(verb -> survives(action, ANYTHING + "/" + verb, block)
                        || ((wholeAuthorization || verb.equals("write"))
                                && survives(action, AUTHORIZATION + "/" + verb, block)));
    }

    private static boolean survives(Pattern action, String probe, Block block) {
        return action.matches(probe) && block.permits(probe);
    }

    private static boolean wideData(Pattern data, Block block) {
        String text = data.text();
        boolean wide = text.equals("*") || text.endsWith("/*");
        String everything = data.lower().replace("*", ANYTHING);
        return wide && block.notData().stream().noneMatch(not -> not.matches(everything));
    }

    /** An action with wildcards. */
    private record Pattern(String text, String lower) {
        Pattern(String text) {
            this(text, text.toLowerCase(Locale.ROOT));
        }

        /** The resource provider, each wildcard in it replaced by a text that only a wildcard matches. */
        String provider() {
            int slash = lower.indexOf('/');
            return (slash < 0 ? lower : lower.substring(0, slash)).replace("*", ANYTHING);
        }

        /** Whether the lower-case action fits; takes time in the product of both lengths at most. */
        boolean matches(String action) {
            int at = 0;
            int pattern = 0;
            int star = -1;
            int resume = 0;
            while (at < action.length()) {
                if (pattern < lower.length() && lower.charAt(pattern) == '*') {
                    star = pattern++;
                    resume = at;
                } else if (pattern < lower.length() && lower.charAt(pattern) == action.charAt(at)) {
                    pattern++;
                    at++;
                } else if (star >= 0) {
                    pattern = star + 1;
                    at = ++resume;
                } else {
                    return false;
                }
            }
            return lower.substring(pattern).chars().allMatch(c -> c == '*');
        }
    }
}
