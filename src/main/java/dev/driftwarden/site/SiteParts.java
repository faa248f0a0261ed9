package dev.driftwarden.site;

import dev.driftwarden.engine.Desk;
import dev.driftwarden.engine.KillSwitchDesk;
import dev.driftwarden.engine.Person;
import dev.driftwarden.engine.PoisonDesk;
import dev.driftwarden.ledger.AuditBook;
import dev.driftwarden.report.Shelf;
import dev.driftwarden.store.WorkQueues;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What pages and API are made with.
 *
 * @param policyProblems what is wrong with the newest policy file and the newest rules of the user's own; empty when they are in force
 * @param signInPath where people sign in; a {@code {return}} in it becomes the encoded path to come back to
 * @param installation how this installation was set up, without secrets
 * @param health further facts for the health answer, told to everybody
 */
public record SiteParts(
        Desk desk,
        WorkQueues queues,
        PoisonDesk poison,
        Shelf reports,
        Supplier<List<String>> policyProblems,
        Principals principals,
        FormToken formToken,
        String signInPath,
        Map<String, String> health,
        PracticeScenarios scenarios,
        List<Fact> installation,
        AuditBook audit) {
    private static final String VIEWER_ROLE = "Driftwarden.Viewer";

    public SiteParts {
        health = Map.copyOf(health);
        installation = List.copyOf(installation);
    }

    /** Whether a person may see findings: everybody with a role of the bot. */
    public boolean mayRead(Person person) {
        return person.holds(VIEWER_ROLE) || mayApprove(person) || mayAdminister(person);
    }

    public boolean mayApprove(Person person) {
        return person.holds(desk.policy().get().approvals().role());
    }

    public boolean mayAdminister(Person person) {
        return person.holds(KillSwitchDesk.ROLE);
    }

    /** The address of the sign-in that leads back to a path. */
    public String signIn(String back) {
        return signInPath.replace("{return}", Urls.encode(back));
    }
}
