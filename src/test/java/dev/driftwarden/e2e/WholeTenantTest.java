package dev.driftwarden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.infra.OwnRead;
import dev.driftwarden.infra.Roles;
import dev.driftwarden.infra.RuleNeeds;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.net.RoleDefinition;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.book.RuleBook;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All rules go through the practice tenant as it is: everything can be seen, and nothing is read that the bot's role does not name. */
class WholeTenantTest {
    private static final String POLICY = """
            defaults: { mode: approve }
            modes: [ { rules: "*", mode: approve } ]
            exemptions-from: { azure-policy: [ { assignment: audit-public-storage, rules: "*" } ] }
            """;

    @Test
    void isSeenWholeWithTheRightsOfTheReaderRole() {
        try (BotRun run = new BotRun().policy(POLICY)) {
            Sweep sweep = run.sweep();
            assertThat(sweep.state()).as("%s", sweep.gaps()).isEqualTo(Sweep.State.COMPLETE);
            assertThat(run.desk.book().list(true, null, 1000).items())
                    .isNotEmpty()
                    .noneMatch(one -> one.state() == FindingState.UNKNOWN);
            Set<String> asked = actions(run.practice.calls().byCall().keySet());
            assertThat(asked).contains("microsoft.authorization/policyexemptions/read");
            assertThat(asked).allMatch(reader()::canDo);
            assertThat(asked).allMatch(WholeTenantTest::isDeclared);
        }
    }

    private static Set<String> actions(Set<String> calls) {
        Set<String> actions = new TreeSet<>();
        for (String call : calls) {
            String path = call.substring(call.indexOf(' ') + 1);
            boolean ofGraph = path.startsWith("/v1.0/") || path.startsWith("/beta/");
            String type = ofGraph ? "" : ResourceId.parse(path).type().key();
            // What belongs to the tenant no role of a subscription can give.
            if (!ofGraph && !type.startsWith("microsoft.aadiam/")) {
                actions.add(type + "/read");
            }
        }
        return actions;
    }

    private static RuleBook book() {
        return RuleBook.shipped(Clock.systemUTC(), Map.of());
    }

    private static RoleDefinition reader() {
        ObjectNode role = JsonNodeFactory.instance.objectNode();
        role.putObject("properties")
                .putArray("permissions")
                .addObject()
                .set("actions", Roles.of(book().definitions()).json().at("/reader/actions"));
        return RoleDefinition.read(role);
    }

    /** By the rules or by the bot itself; of what lies below a resource that a rule lists, rules do not always say the type. */
    private static boolean isDeclared(String action) {
        return Stream.concat(
                        OwnRead.ALL.stream().map(OwnRead::action),
                        book().definitions().stream().flatMap(rule -> RuleNeeds.of(rule).reads().stream()))
                .map(declared -> declared.toLowerCase(Locale.ROOT))
                .anyMatch(declared -> action.equals(declared)
                        || action.startsWith(declared.substring(0, declared.length() - "read".length())));
    }
}
