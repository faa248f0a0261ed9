package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Done;
import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Known;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.policy.Policy.Entra.Restore;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets an approver choose that a conditional access policy comes back as report-only first. The choice makes another plan, with its
 * own hash and its own approval; once that is carried out the rule plans the next step.
 */
public final class RestoreDesk {
    private static final String PARAMETER = "restore";
    private static final String REPORT_ONLY = "report-only";
    private static final String ONLY_REPORTS = "enabledForReportingButNotEnforced";
    private static final ResourceId POLICIES = ResourceId.parse("/graph/identity/conditionalAccess/policies");
    private static final int TRIES = 5;

    private final Desk desk;
    private final ApprovalRefusals refusals;
    private final Findings findings;
    private final Story story;
    private final Course course;

    public RestoreDesk(Desk desk) {
        this.desk = desk;
        this.refusals = new ApprovalRefusals(desk);
        this.findings = new Findings(desk.clock());
        this.story = new Story(desk.clock());
        this.course = new Course(desk, new Closing(desk.book(), desk.clock()), story);
    }

    /** The other way in which the policy of a waiting plan could be put back; empty when there is none. */
    public static Optional<Restore> other(Finding finding, Plan plan) {
        if (isChosen(finding)) {
            return plan.firstStep() ? Optional.of(Restore.ENFORCED) : Optional.empty();
        }
        boolean enforces = plan.operations().stream().anyMatch(RestoreDesk::enforces);
        boolean reports = plan.reliedOn().containsKey("properties.state")
                && plan.reliedOn().get("properties.state").asText().equals(ONLY_REPORTS);
        return enforces && !reports ? Optional.of(Restore.REPORT_ONLY) : Optional.empty();
    }

    private static boolean enforces(Operation operation) {
        return operation.body() != null
                && operation.target().isWithin(POLICIES)
                && operation.body().path("state").asText().equals("enabled");
    }

    private static boolean isChosen(Finding finding) {
        return finding.chosen().containsKey(PARAMETER);
    }

    /**
     * Has the fix planned anew.
     *
     * @param planHash the hash of the plan that the person was shown
     * @param restore {@link Restore#ENFORCED} takes the choice back: the policy file and the rule decide
     */
    public Answer choose(String planId, String planHash, Restore restore, Person person) {
        return chosen(planId, planHash, restore, person).audited(desk.audit(), person, planId);
    }

    private Answer chosen(String planId, String planHash, Restore restore, Person person) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Answer> answer = tryChoose(planId, planHash, restore, person);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return new Refused(Reason.CONFLICT, "Others keep changing this finding; try again.");
    }

    /** Empty when somebody else was quicker and it has to be read again. */
    private Optional<Answer> tryChoose(String planId, String planHash, Restore restore, Person person) {
        Optional<Held<Approval>> asked = desk.book().approval(planId);
        Optional<Held<Finding>> held =
                asked.flatMap(one -> desk.book().find(one.value().findingId()));
        if (asked.isEmpty() || held.isEmpty()) {
            return Optional.of(new Refused(Reason.NOT_FOUND, "There is no such plan to decide about."));
        }
        Finding finding = held.get().value();
        Optional<Refused> refused =
                refusals.of(asked.get().value(), planHash, /* approve= */ true, person, /* reason= */ "");
        if (refused.isPresent()) {
            return Optional.of(
                    isChosenAlready(finding, restore, refused.get())
                            ? new Done("It is planned so already; look at the finding.")
                            : refused.get());
        }
        return finding.state() == FindingState.AWAITING_APPROVAL
                ? planned(held.get(), planHash, restore, person)
                : refuse(Reason.CONFLICT, "The finding is " + finding.state() + "; there is nothing to choose.");
    }

    /** A repeated click names the plan that the first one has made void. */
    private static boolean isChosenAlready(Finding finding, Restore restore, Refused refused) {
        return refused.reason() == Reason.STALE && isChosen(finding) == (restore == Restore.REPORT_ONLY);
    }

    private Optional<Answer> planned(Held<Finding> held, String planHash, Restore restore, Person person) {
        Finding before = held.value();
        Map<String, String> chosen = new HashMap<>(before.chosen());
        chosen.remove(PARAMETER);
        if (restore == Restore.REPORT_ONLY) {
            chosen.put(PARAMETER, REPORT_ONLY);
        }
        Optional<RuleInfo> rule = desk.rules().get().find(before.rule());
        if (rule.isEmpty()) {
            return refuse(Reason.CONFLICT, "The rule is no longer in force.");
        }
        World world = desk.worlds().get();
        Judgement now = desk.rules().get().judge(rule.get(), before.resource(), world, chosen);
        Fix fix = now.fix();
        if (fix == null) {
            desk.jobs().look(new LookJob(before.resource(), List.of(), 0), Duration.ZERO);
            return refuse(Reason.STALE, "It is no longer as it was; look at the finding again in a moment.");
        }
        return Planner.hash(now, fix).equals(planHash)
                ? refuse(Reason.INVALID, "The fix would be the same: this rule knows no other way here.")
                : replanned(held, now, chosen, person, world);
    }

    private Optional<Answer> replanned(
            Held<Finding> held, Judgement now, Map<String, String> chosen, Person person, World world) {
        boolean reportOnly = chosen.containsKey(PARAMETER);
        String text = reportOnly
                ? "Report-only first: the policy is to come back without effect, and enforcing it is asked about then."
                : "No longer report-only first.";
        Optional<Finding> before = Optional.of(held.value());
        Known known = Known.of(Optional.of(held), desk.book().hold(held.value().id()));
        Commit commit = Commit.change(
                held, findings.failing(now, before, Optional.empty()).withChosen(chosen));
        commit.entry(story.line(commit.finding(), "restore-chosen", person.label(), text, Map.of()));
        commit.audit(
                "restore-chosen",
                person.label(),
                held.value().id().value(),
                Map.of(PARAMETER, reportOnly ? REPORT_ONLY : "as the policy file says"));
        return course.decide(commit, new Course.Seen(now, known, List.of(), world))
                ? Optional.of(new Done(text + " The plan was made anew; look at it and approve it."))
                : Optional.empty();
    }

    private static Optional<Answer> refuse(Reason reason, String text) {
        return Optional.of(new Refused(reason, text));
    }
}
