package dev.driftwarden.e2e;

import static dev.driftwarden.e2e.BotRun.DOCS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.engine.Person;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Held;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a question: answered, refused, escalated, expired, void. */
class ApprovalLifeTest {
    private static final String RULE = "storage.https-only";
    private static final String ASK = "modes: [ { rules: \"storage.*\", mode: approve } ]\n";
    private static final Person PAT = approver(3);
    private static final Person ADA =
            new Person("11111111-0000-0000-0000-000000000001", "Ada Example", Set.of("Driftwarden.Approver"));
    private static final Person VERA = new Person(id(4), "vera", Set.of("Driftwarden.Viewer"));

    private BotRun run;

    private static String id(int number) {
        return "00000000-0000-0000-0000-0000000000b" + number;
    }

    private static Person approver(int number) {
        return new Person(id(number), "approver " + number, Set.of("Driftwarden.Approver"));
    }

    @BeforeEach
    void start() {
        run = new BotRun();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private Approval asked(String policy) {
        run.policy(ASK + policy);
        run.send("PATCH", DOCS, "2023-05-01", "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
        run.settle();
        return approval();
    }

    private Finding finding() {
        return run.finding(DOCS, RULE).orElseThrow();
    }

    private Approval approval() {
        return run.desk
                .book()
                .approval(String.valueOf(finding().planId()))
                .map(Held::value)
                .orElseThrow();
    }

    private Answer approve(Approval asked, Person person) {
        return run.approvals().answer(asked.planId(), asked.planHash(), true, person, "");
    }

    private Answer reject(Approval asked, Person person) {
        return run.approvals().answer(asked.planId(), asked.planHash(), false, person, "not now");
    }

    /** What happens before the answer, and how it is refused. */
    private record Case(
            String name, Consumer<ApprovalLifeTest> before, Person person, Answer.Reason reason, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Case> refusals() {
        return Stream.of(
                new Case("no role", test -> {}, VERA, Answer.Reason.FORBIDDEN, "role Driftwarden.Approver"),
                new Case(
                        "expired",
                        test -> test.run.clock.advance(Duration.ofHours(24)),
                        PAT,
                        Answer.Reason.CONFLICT,
                        "ended at"),
                new Case(
                        "expired into a ticket",
                        test -> {
                            test.run.clock.advance(Duration.ofHours(24));
                            test.run.housekeeping();
                        },
                        PAT,
                        Answer.Reason.CONFLICT,
                        "a ticket was opened"),
                new Case(
                        "approved by another",
                        test -> test.approve(test.approval(), BotRun.OLIVIA),
                        PAT,
                        Answer.Reason.CONFLICT,
                        "approved by Olivia Oncall"),
                new Case(
                        "rejected by another",
                        test -> test.reject(test.approval(), BotRun.OLIVIA),
                        PAT,
                        Answer.Reason.CONFLICT,
                        "rejected by Olivia Oncall"),
                new Case(
                        "void because the policy now says observe",
                        test -> {
                            test.run.policy("defaults: { mode: observe }");
                            test.run.look(DOCS);
                            test.run.settle();
                        },
                        PAT,
                        Answer.Reason.STALE,
                        "void"));
    }

    @Test
    void doesNotCountWhoTurnsOutToHaveMadeTheChangeAfterApproving() {
        run.policy(ASK + "approvals: { quorum: { high: 2 } }");
        run.send("PATCH", DOCS, "2023-05-01", "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
        await().until(() -> run.practice.pendingDeliveries() == 0);
        List<String> late = List.copyOf(run.events);
        run.events.clear();
        run.look(DOCS);
        run.settle();
        Approval asked = approval();
        assertThat(approve(asked, ADA)).isInstanceOf(Answer.Done.class);

        run.events.addAll(late);
        run.settle();
        assertThat(approval().undoesAChangeOf(ADA.objectId())).isTrue();
        assertThat(approve(asked, BotRun.OLIVIA)).asString().contains("1 of 2");
        assertThat(finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(approve(asked, PAT)).asString().contains("being written");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesAndSaysWhy(Case one) {
        Approval asked = asked("");
        long writes = run.writes();
        one.before().accept(this);
        Answer answer = approve(asked, one.person());
        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(one.reason());
            assertThat(refused.text()).contains(one.text());
        });
        if (!one.name().equals("approved by another")) {
            run.settle();
            assertThat(run.writes()).isEqualTo(writes);
        }
    }

    @Test
    void anotherVersionOfTheRuleVoidsTheQuestion() {
        Approval asked = asked("");
        long writes = run.writes();
        run.ruleFile("storage.yaml", text -> text.replace("Unencrypted HTTP is accepted", "Plain HTTP is accepted"));
        assertThat(approve(asked, PAT)).isInstanceOfSatisfying(Answer.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Answer.Reason.STALE);
            assertThat(refused.text()).contains("The rule has changed");
        });
        run.housekeeping();
        run.settle();
        assertThat(run.writes()).isEqualTo(writes);
        assertThat(run.desk
                        .book()
                        .approval(asked.planId())
                        .orElseThrow()
                        .value()
                        .state())
                .isEqualTo(Approval.State.VOID);
        assertThat(approval().planHash()).isNotEqualTo(asked.planHash());
        assertThat(approval().state()).isEqualTo(Approval.State.PENDING);
    }

    @Test
    void refusesTheActorAndWhoeverChangedItSince() {
        Approval asked = asked("");
        String actor = String.valueOf(asked.actorObjectId());
        Person ada = new Person(actor, "ada", Set.of("Driftwarden.Approver"));
        assertThat(approve(asked, ada))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.text()).contains("You made the change"));
    }

    @Test
    void needsASecondPersonWhenNobodyKnowsWhoMadeTheChange() {
        run.policy(ASK + "approvals: { unknown-actor: second }");
        run.send("PATCH", DOCS, "2023-05-01", "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
        run.events.clear();
        run.look(DOCS);
        run.pump(Jobs.EVALUATE);
        Approval asked = approval();
        assertThat(asked.actorObjectId()).isNull();
        assertThat(approve(asked, BotRun.OLIVIA)).asString().contains("1 of 2");
        assertThat(approve(asked, BotRun.OLIVIA)).asString().contains("already");
        assertThat(finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(approve(asked, PAT)).asString().contains("is being written");
        assertThat(finding().state()).isEqualTo(FindingState.APPLYING);
    }

    @Test
    void takesManyClicksOfManyPeopleAtOnceAsOneDecision() {
        Approval asked = asked("");
        long before = run.writes();
        List<CompletableFuture<Answer>> clicks = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> approve(asked, i % 2 == 0 ? PAT : BotRun.OLIVIA)))
                .toList();
        clicks.forEach(CompletableFuture::join);
        assertThat(run.waiting(Jobs.APPLY)).isOne();
        run.settle();
        assertThat(run.writes()).isEqualTo(before + 1);
        assertThat(approval().votes()).hasSize(1);
    }

    @Test
    void escalatesOnceThenOpensATicketAndNeverFixes() {
        Approval asked = asked("approvals: { escalate-after: PT4H, escalate-to: security-lead, expires-after: PT8H }");
        long writes = run.writes();
        run.clock.advance(Duration.ofHours(3));
        run.housekeeping();
        assertThat(run.story(DOCS, RULE)).doesNotContain("escalated");
        run.clock.advance(Duration.ofHours(1));
        run.housekeeping();
        run.housekeeping();
        assertThat(run.story(DOCS, RULE)).containsOnlyOnce("escalated");
        assertThat(approval().escalatedAt()).isNotNull();
        assertThat(run.desk.book().inbox(null, 50).items())
                .filteredOn(one -> one.planId().equals(asked.planId()))
                .hasSize(1);
        assertThat(run.desk.book().timeline(finding().id()))
                .anyMatch(entry -> entry.text().contains("security-lead"));
        run.clock.advance(Duration.ofHours(4));
        run.housekeeping();
        run.housekeeping();
        assertThat(run.story(DOCS, RULE)).containsOnlyOnce("expired");
        assertThat(finding().state()).isEqualTo(FindingState.TICKETED);
        assertThat(run.desk.book().ticket(finding().id(), finding().round())).isPresent();
        run.settle();
        assertThat(run.writes()).isEqualTo(writes);
    }

    @Test
    void canStillBeAnsweredAfterItWasEscalated() {
        Approval asked = asked("approvals: { escalate-after: PT4H }");
        run.clock.advance(Duration.ofHours(4));
        run.housekeeping();
        assertThat(approve(asked, PAT)).isInstanceOf(Answer.Done.class);
        run.settle();
        assertThat(finding().state()).isEqualTo(FindingState.FIXED);
    }
}
