package dev.driftwarden.engine;

import dev.driftwarden.decision.Decision;
import dev.driftwarden.engine.Planner.Planned;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.Happening;
import dev.driftwarden.finding.Lifecycle;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Hold;
import dev.driftwarden.ledger.Known;
import dev.driftwarden.ledger.ShadowEntry;
import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.ledger.Write;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.policy.NoticeKind;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.snippet.Snippets;
import dev.driftwarden.telemetry.Attribute;
import dev.driftwarden.telemetry.Figure;
import dev.driftwarden.telemetry.Signals;
import dev.driftwarden.telemetry.Telemetry;
import dev.driftwarden.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what to do about a failing finding and sets that in motion. */
final class Course {
    private static final Logger LOG = LoggerFactory.getLogger(Course.class);
    private static final int LONGEST_CODE = 6_000;

    private final Desk desk;
    private final Closing closing;
    private final Story story;
    private final Planner planner;
    private final Deliberation deliberation;

    Course(Desk desk, Closing closing, Story story) {
        this.desk = desk;
        this.closing = closing;
        this.story = story;
        this.planner = new Planner(desk.clock());
        this.deliberation = new Deliberation(desk);
    }

    /** What a course is decided on; what is known was read after the judged state was asked for, or just before. */
    record Seen(Judgement judgement, Known known, List<Cause> causes, World world) {
        FindingId id() {
            return FindingId.of(judgement.resource(), judgement.rule().id());
        }

        Optional<Finding> before() {
            return known.finding(id()).map(Held::value);
        }

        Optional<Hold> hold() {
            return known.hold(id());
        }
    }

    /**
     * Decides and commits.
     *
     * @return false when the finding changed meanwhile: read it again
     */
    boolean decide(Commit commit, Seen seen) {
        return desk.telemetry().step("decide", () -> decided(commit, seen));
    }

    private boolean decided(Commit commit, Seen seen) {
        Optional<Planned> made = planner.plan(seen.judgement(), commit.finding().round(), seen.world());
        Deliberation.Result result = deliberation.decide(seen, commit.finding(), made.map(Planned::plan));
        Decision decision = result.decision();
        boolean mayBeWritten = decision.mode().compareTo(Mode.TICKET) > 0;
        Optional<Plan> plan = made.map(one -> mayBeWritten ? one.kept(desk.bodies()) : one.unkept())
                .map(one -> one.withEvidence(evidence(decision)));
        plan.ifPresent(one -> noteShadow(result, commit, one, seen.before()));
        if (staysAsItIs(seen.before(), decision, plan)) {
            seen.before().ifPresent(before -> mirrorAgain(before, commit));
            excludeActors(commit, seen);
            return desk.outbox().commit(commit);
        }
        seen.before().ifPresent(old -> endWhatHangsOnIt(old, commit, decision.mode()));
        commit.finding(commit.finding()
                .withDecision(desk.codec().tree(decision), plan.map(Plan::id).orElse(null)));
        plan.filter(one -> mayBeWritten || !stored(one, seen)).ifPresent(commit::plan);
        commit.entry(story.line(commit.finding(), "decided", null, sentence(decision), reasons(decision)));
        move(commit, seen, decision, plan);
        tellWhatStopsIt(commit, decision);
        return finish(commit, decision);
    }

    /** One that is there already may have been written, and knows the states before. */
    private boolean stored(Plan plan, Seen seen) {
        return seen.before().isPresent() && desk.book().plan(plan.id()).isPresent();
    }

    /** A plan counts once, when it is made. */
    private void noteShadow(Deliberation.Result result, Commit commit, Plan plan, Optional<Finding> before) {
        Mode would = result.shadow();
        boolean noted = before.filter(known -> plan.id().equals(known.planId())).isPresent();
        if (would == null || noted) {
            return;
        }
        Finding finding = commit.finding();
        commit.shadow(new ShadowEntry(
                plan.id(),
                finding.id(),
                finding.rule(),
                finding.resource(),
                would,
                result.decision().mode(),
                desk.clock().instant()));
    }

    /** The ticket may have to say something else now. */
    private void mirrorAgain(Finding before, Commit commit) {
        if (before.state() == FindingState.TICKETED || before.state() == FindingState.FAILED) {
            desk.outward().mirror(commit);
        }
    }

    private void tellWhatStopsIt(Commit commit, Decision decision) {
        for (Decision.Reason reason : decision.reasons()) {
            switch (reason.code()) {
                case "fight" -> desk.outward().tell(commit, NoticeKind.FIGHT, reason.text());
                case "over-budget" -> desk.outward().tell(commit, NoticeKind.BUDGET_EXHAUSTED, reason.text());
                default -> {}
            }
        }
    }

    /** Who is known only now to have had a part in the change may not approve what undoes it. */
    private void excludeActors(Commit commit, Seen seen) {
        seen.before()
                .filter(before -> before.state() == FindingState.AWAITING_APPROVAL)
                .map(Finding::planId)
                .flatMap(desk.book()::approval)
                .filter(asked -> !asked.value().otherActors().containsAll(otherActors(seen)))
                .ifPresent(asked -> commit.answer(asked, asked.value().withActors(otherActors(seen))));
    }

    private static List<String> evidence(Decision decision) {
        return decision.reasons().stream()
                .filter(reason -> reason.code().equals("guard"))
                .map(Decision.Reason::text)
                .toList();
    }

    private void endWhatHangsOnIt(Finding before, Commit commit, Mode mode) {
        closing.question(before, commit, Approval.State.VOID);
        if (mode != Mode.TICKET) {
            closing.ticket(before, commit);
        }
    }

    private boolean finish(Commit commit, Decision decision) {
        Mode mode = decision.mode();
        Finding finding = commit.finding();
        commit.audit(
                "decided",
                "driftwarden",
                finding.id().value(),
                Map.of("mode", mode.toString(), "rule", finding.rule()));
        if (!desk.outbox().commit(commit)) {
            return false;
        }
        told(decision, finding);
        LOG.info(Signals.DECIDED, mode, finding.id(), finding.rule(), finding.planId());
        return true;
    }

    private void told(Decision decision, Finding finding) {
        String mode = decision.mode().toString();
        Telemetry.note(Attribute.FINDING, finding.id().value());
        Telemetry.note(Attribute.RULE, finding.rule());
        Telemetry.note(Attribute.PLAN, finding.planId());
        Telemetry.note(Attribute.MODE, mode);
        Telemetry.note(Attribute.REASON, decision.decisive().code());
        desk.telemetry()
                .meters()
                .count(
                        Figure.DECISIONS,
                        Map.of(
                                Attribute.MODE,
                                mode,
                                Attribute.REASON,
                                decision.decisive().code()));
    }

    private void move(Commit commit, Seen seen, Decision decision, Optional<Plan> plan) {
        switch (decision.mode()) {
            case OBSERVE -> to(commit, Happening.RECORD_ONLY);
            case TICKET -> openTicket(commit, ticketText(seen.judgement(), decision) + asCode(decision, plan));
            case APPROVE -> {
                to(commit, Happening.APPROVAL_ASKED);
                commit.ask(question(commit.finding(), plan.orElseThrow(), seen));
                commit.entry(story.line(commit.finding(), "approval-asked", "Waiting for approval."));
                desk.outward().tell(commit, NoticeKind.APPROVAL_NEEDED, "The fix waits for approval.");
            }
            case AUTO -> {
                Instant now = desk.clock().instant();
                String planId = plan.orElseThrow().id();
                to(commit, Happening.FIX_ORDERED);
                commit.write(Write.ordered(planId, commit.finding().id(), now));
                desk.jobs().apply(commit, planId, now);
            }
        }
    }

    /** Where code owns the resource, what to change in the code. */
    private static String asCode(Decision decision, Optional<Plan> plan) {
        boolean owned =
                decision.reasons().stream().anyMatch(reason -> reason.code().equals("iac-owned"));
        Optional<Snippets> snippets = owned ? plan.map(Snippets::of).filter(one -> !one.isEmpty()) : Optional.empty();
        return snippets.map(one -> "\n\nSuggested change of the code\n\nBicep:\n" + cut(one.bicep()) + "\nTerraform:\n"
                        + cut(one.terraform()))
                .orElse("");
    }

    private static String cut(String code) {
        return code.length() <= LONGEST_CODE
                ? code
                : code.substring(0, LONGEST_CODE) + "\n… the finding's page has all of it\n";
    }

    private void openTicket(Commit commit, String text) {
        to(commit, Happening.TICKET_OPENED);
        Ticket ticket = closing.ticketFor(commit.finding(), text);
        commit.ticket(ticket).entry(story.line(commit.finding(), "ticketed", "Ticket " + ticket.id() + " opened."));
    }

    private void to(Commit commit, Happening happening) {
        Finding finding = commit.finding();
        Lifecycle.next(finding.state(), happening)
                .ifPresent(next ->
                        commit.finding(finding.withState(next, desk.clock().instant())));
    }

    /** Nothing new to say: the same plan already waits, a person already has it, or only the time of seeing it moved. */
    private boolean staysAsItIs(Optional<Finding> before, Decision decision, Optional<Plan> plan) {
        if (before.isEmpty()) {
            return false;
        }
        Mode mode = decision.mode();
        String planId = plan.map(Plan::id).orElse(null);
        boolean samePlan = planId != null && planId.equals(before.get().planId());
        return switch (before.get().state()) {
            case OPEN -> mode == Mode.OBSERVE && said(before.get(), decision);
            case AWAITING_APPROVAL -> mode == Mode.APPROVE && samePlan;
            case TICKETED -> mode == Mode.TICKET || (samePlan && handedOver(String.valueOf(planId), mode));
            case FAILED -> true;
            case UNKNOWN, APPLYING, VERIFYING, FIXED, RESOLVED, GONE -> false;
        };
    }

    private boolean said(Finding before, Decision decision) {
        return before.decision() != null
                && desk.codec().fromTree(before.decision(), Decision.class).saysTheSame(decision);
    }

    /** Whether this very plan was refused by Azure, or nobody answered when asked about it: a person has it now. */
    private boolean handedOver(String planId, Mode mode) {
        boolean tried = desk.book().write(planId).isPresent();
        return tried
                || (mode == Mode.APPROVE
                        && desk.book()
                                .approval(planId)
                                .filter(asked -> asked.value().state() == Approval.State.EXPIRED)
                                .isPresent());
    }

    private Approval question(Finding finding, Plan plan, Seen seen) {
        Policy.Approvals approvals = desk.policy().get().approvals();
        Instant now = desk.clock().instant();
        String actor = finding.cause() == null ? null : finding.cause().actor().objectId();
        return new Approval(
                plan.id(),
                plan.hash(),
                finding.id(),
                finding.rule(),
                finding.title() + ": " + finding.resourceName(),
                finding.severity(),
                Approval.State.PENDING,
                needed(approvals, finding.severity(), actor),
                List.of(),
                actor,
                otherActors(seen),
                now,
                now.plus(approvals.expiresAfter()),
                /* escalatedAt= */ null);
    }

    /** Of two people, one has not made the change. */
    private static int needed(Policy.Approvals approvals, Severity severity, @Nullable String actor) {
        boolean second = actor == null && approvals.unknownActor() == Policy.UnknownActor.SECOND;
        return Math.max(approvals.needed(severity), second ? 2 : 1);
    }

    /** Whoever changed it since it appeared made what the plan undoes, too. */
    private Set<String> otherActors(Seen seen) {
        Set<String> others = new TreeSet<>();
        for (Cause cause : seen.causes()) {
            Optional.ofNullable(cause.actor().objectId()).ifPresent(others::add);
        }
        seen.before()
                .map(Finding::planId)
                .flatMap(desk.book()::approval)
                .map(Held::value)
                .ifPresent(asked -> others.addAll(asked.otherActors()));
        return others;
    }

    private static String sentence(Decision decision) {
        String last = decision.decisive().text();
        return switch (decision.mode()) {
            case OBSERVE -> "Only recorded. " + last;
            case TICKET -> "A person takes it on. " + last;
            case APPROVE -> "A person is asked to approve the fix. " + last;
            case AUTO -> "Fixed without asking. " + last;
        };
    }

    private static Map<String, String> reasons(Decision decision) {
        Map<String, String> details = new TreeMap<>();
        int number = 1;
        for (Decision.Reason reason : decision.reasons()) {
            details.put("%02d %s".formatted(number++, reason.code()), reason.text() + " -> " + reason.mode());
        }
        return details;
    }

    private static String ticketText(Judgement judgement, Decision decision) {
        StringBuilder text =
                new StringBuilder(judgement.message()).append("\n\nResource: ").append(judgement.resource());
        decision.reasons().forEach(reason -> text.append("\n- ").append(reason.text()));
        return text.toString();
    }
}
