package dev.driftwarden.rule.cel;

import static dev.driftwarden.rule.cel.FunctionTable.DYN;
import static dev.driftwarden.rule.cel.FunctionTable.LIST;
import static dev.driftwarden.rule.cel.FunctionTable.TEXT;
import static dev.driftwarden.rule.cel.FunctionTable.TRUTH;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cel.common.values.NullValue;
import dev.driftwarden.net.AccessPolicy;
import dev.driftwarden.net.Difference;
import dev.driftwarden.net.EmergencyExclusions;
import dev.driftwarden.net.PolicyDifferences;
import dev.driftwarden.net.RoleDefinition;
import dev.driftwarden.net.RoleScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Roles and conditional access. */
final class DirectoryFunctions {
    private DirectoryFunctions() {}

    static void addTo(FunctionTable table) {
        addRoles(table);
        table.add("caRequiresMfa", TRUTH, List.of(DYN), a -> policy(a[0]).requiresMfa());
        table.add("caEnabled", TRUTH, List.of(DYN), a -> policy(a[0]).isEnabled());
        table.add("caBlocks", TRUTH, List.of(DYN), a -> policy(a[0]).blocks());
        table.add(
                "caCoversAllUsers", TRUTH, List.of(DYN, DYN), a -> policy(a[0]).coversAllUsers(breakGlass(a[1])));
        table.add(
                "caCoversApp",
                TRUTH,
                List.of(DYN, DYN),
                a -> policy(a[0]).coversApp(Arguments.text(a[1], "caCoversApp")));
        table.add("caNarrowings", LIST, List.of(DYN), a -> policy(a[0]).narrowings());
        table.add(
                "caProtectsEveryone",
                TRUTH,
                List.of(DYN, DYN),
                a -> policy(a[0]).protectsEveryone(breakGlass(a[1])));
        table.add(
                "caExcludesBreakGlass",
                TRUTH,
                List.of(DYN, DYN),
                a -> policy(a[0]).excludesBreakGlass(breakGlass(a[1])));
        table.add(
                "caBlocksLegacy",
                TRUTH,
                List.of(DYN, DYN),
                a -> policy(a[0]).blocksLegacyAuthentication(breakGlass(a[1])));
        table.add(
                "caBlocksDeviceCode",
                TRUTH,
                List.of(DYN, DYN),
                a -> policy(a[0]).blocksDeviceCodeFlow(breakGlass(a[1])));
        table.add("caRequireMfaOfEveryone", TRUTH, List.of(DYN, DYN, DYN), DirectoryFunctions::requireMfa);
        table.add("caWeakenings", LIST, List.of(DYN, DYN), DirectoryFunctions::weakenings);
        table.add("caWeakenings", LIST, List.of(DYN, DYN, DYN), DirectoryFunctions::weakeningsButEmergency);
        table.add("caRestored", DYN, List.of(DYN, DYN, DYN), DirectoryFunctions::restored);
        table.add("policyWeakenings", LIST, List.of(DYN, DYN), DirectoryFunctions::policyWeakenings);
    }

    private static void addRoles(FunctionTable table) {
        table.add("roleGuid", TEXT, List.of(DYN), a -> RoleScope.roleGuid(Arguments.text(a[0], "roleGuid")));
        table.add(
                "scopeKind",
                TEXT,
                List.of(DYN),
                a -> RoleScope.kind(Arguments.text(a[0], "scopeKind")).word());
        table.add("roleCan", TRUTH, List.of(DYN, DYN), a -> role(a[0]).canDo(Arguments.text(a[1], "roleCan")));
        table.add("roleGrantRights", LIST, List.of(DYN), a -> role(a[0]).grantRights());
        table.add("roleWritesProvider", TRUTH, List.of(DYN), a -> role(a[0]).writesWholeProvider());
        table.add("roleWritesEverywhere", TRUTH, List.of(DYN), a -> role(a[0]).writesEverywhere());
        table.add(
                "roleWritesAuthorization", TRUTH, List.of(DYN), a -> role(a[0]).writesAuthorization());
        table.add(
                "roleWildcards",
                LIST,
                List.of(DYN),
                a -> role(a[0]).wildcards().stream()
                        .map(wildcard -> Map.of("path", wildcard.path(), "action", wildcard.action()))
                        .toList());
    }

    private static RoleDefinition role(Object value) {
        return RoleDefinition.read(present(value, "a role definition"));
    }

    private static AccessPolicy policy(Object value) {
        return AccessPolicy.read(present(value, "a conditional access policy"));
    }

    private static JsonNode present(Object value, String wanted) {
        if (value instanceof NullValue) {
            throw EvaluationException.of("expected " + wanted + ", which does not exist");
        }
        return Json.node(value);
    }

    private static Set<String> breakGlass(Object value) {
        return Set.copyOf(Arguments.texts(value, "conditional access functions"));
    }

    private static Object requireMfa(Object[] args) {
        List<AccessPolicy> policies = Arguments.list(args[0], "caRequireMfaOfEveryone").stream()
                .map(DirectoryFunctions::policy)
                .toList();
        String app = Arguments.text(args[1], "caRequireMfaOfEveryone");
        return AccessPolicy.requireMfaOfEveryone(policies, app, breakGlass(args[2]));
    }

    /** The same, but leaving out an emergency account is no weakening. */
    private static Object weakeningsButEmergency(Object[] args) {
        return args[1] instanceof NullValue
                ? weakenings(args)
                : weakenings(new Object[] {restored(new Object[] {args[0], args[1], args[2]}), args[1]});
    }

    /** The accepted policy, without the emergency accounts that the live one leaves out. */
    private static Object restored(Object[] args) {
        JsonNode live = args[1] instanceof NullValue ? MissingNode.getInstance() : Json.node(args[1]);
        JsonNode policy = present(args[0], "an accepted policy");
        return Json.view(EmergencyExclusions.kept(policy, live, breakGlass(args[2])), "restored");
    }

    /** How the second state of any directory policy protects less than the first; nobody knows it of every change. */
    private static Object policyWeakenings(Object[] args) {
        JsonNode after = args[1] instanceof NullValue ? MissingNode.getInstance() : Json.node(args[1]);
        List<Difference> differences = PolicyDifferences.of(present(args[0], "an accepted policy"), after);
        List<Map<String, String>> weaker = differences.stream()
                .filter(one -> one.effect() == Difference.Effect.WEAKER)
                .map(one -> Map.of("path", one.path(), "text", one.text()))
                .toList();
        Optional<Difference> unclear = differences.stream()
                .filter(one -> one.effect() == Difference.Effect.UNCLEAR)
                .findFirst();
        if (weaker.isEmpty() && unclear.isPresent()) {
            Difference one = unclear.get();
            throw EvaluationException.of("whether it protects less since " + one.path() + " was changed (" + one.text()
                    + ") needs a person");
        }
        return weaker;
    }

    /** How the second state protects less than the first; a second state of null means that the policy is gone. */
    private static Object weakenings(Object[] args) {
        JsonNode after = args[1] instanceof NullValue ? MissingNode.getInstance() : Json.node(args[1]);
        return AccessPolicy.weakenings(present(args[0], "an accepted policy"), after).stream()
                .map(weakening -> Map.of("path", weakening.path(), "text", weakening.text()))
                .toList();
    }
}
