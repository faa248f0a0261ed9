package dev.driftwarden.e2e;

import static dev.driftwarden.e2e.BotRun.DOCS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.engine.ExemptionDesk;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.engine.KillSwitchDesk;
import dev.driftwarden.engine.Person;
import dev.driftwarden.engine.StageDesk;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Hold;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Mode;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No path leads to a write past what forbids it, whether it was there before or came after the fix was ordered or approved. */
class NoWriteTest {
    private static final String RULE = "storage.https-only";
    private static final String API = "2023-05-01";
    private static final Person PAT = new Person(
            "00000000-0000-0000-0000-0000000000b3", "pat", Set.of("Driftwarden.Admin", "Driftwarden.Approver"));

    private BotRun run;

    /** What forbids a write. */
    private enum Brake {
        OBSERVE,
        STAGED,
        FROZEN,
        FROZEN_WEEKLY,
        KILLED,
        EXEMPT_BY_POLICY,
        EXEMPT_BY_PERSON,
        HELD,
        OVER_BUDGET,
        LOCKED,
        NEVER_TOUCH
    }

    /** When it comes. */
    private enum Moment {
        BEFORE_THE_EVENT,
        AFTER_THE_ORDER,
        AFTER_THE_APPROVAL
    }

    private static Stream<Arguments> paths() {
        return Stream.of(Brake.values())
                .flatMap(brake -> Stream.of(Moment.values()).map(moment -> Arguments.of(brake, moment)));
    }

    @BeforeEach
    void start() {
        run = new BotRun();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private static String mode(Moment moment) {
        return "modes: [ { rules: " + RULE + ", mode: " + (moment == Moment.AFTER_THE_APPROVAL ? "approve" : "auto")
                + " } ]\n";
    }

    private void drift() {
        run.send("PATCH", DOCS, API, "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
    }

    private Finding finding() {
        return run.finding(DOCS, RULE).orElseThrow();
    }

    private boolean drifted() {
        return !run.live(DOCS).at("/properties/supportsHttpsTrafficOnly").asBoolean();
    }

    private void order() {
        drift();
        run.deliver();
        run.clock.advance(Duration.ofSeconds(5));
        run.pump(Jobs.EVALUATE);
        if (finding().state() == FindingState.AWAITING_APPROVAL) {
            String planId = String.valueOf(finding().planId());
            String hash = run.desk.book().approval(planId).orElseThrow().value().planHash();
            run.approvals().answer(planId, hash, true, PAT, "");
        }
        assertThat(finding().state()).isEqualTo(FindingState.APPLYING);
    }

    private void brake(Brake brake, Moment moment) {
        String modes = mode(moment);
        switch (brake) {
            case OBSERVE -> run.policy("defaults: { mode: observe }");
            case STAGED ->
                assertThat(new StageDesk(run.desk).set(RULE, Mode.OBSERVE, PAT, "trial"))
                        .asString()
                        .contains("from now on");
            case FROZEN ->
                run.policy(modes + "freezes: [ { name: x, from: 2020-01-01T00:00:00Z, to: 2100-01-01T00:00:00Z } ]");
            case FROZEN_WEEKLY ->
                run.policy(modes + "freezes: [ { name: x, time-zone: Asia/Kolkata, days: "
                        + "[mon, tue, wed, thu, fri, sat, sun] } ]");
            case KILLED -> new KillSwitchDesk(run.desk).set(true, PAT, "drill");
            case EXEMPT_BY_POLICY ->
                run.policy(
                        modes + "exemptions: [ { rules: \"*\", owner: pat, reason: x, until: 2100-01-01T00:00:00Z } ]");
            case EXEMPT_BY_PERSON ->
                assertThat(new ExemptionDesk(run.desk)
                                .create(
                                        new ExemptionDesk.Wish(
                                                RULE,
                                                BotRun.PRODUCTION,
                                                "",
                                                "migration",
                                                run.clock.instant().plus(Duration.ofDays(30))),
                                        PAT))
                        .asString()
                        .contains("Exempt until");
            case HELD -> held();
            case OVER_BUDGET -> run.policy(modes + "budgets: { total: 0 }");
            case LOCKED ->
                run.send(
                        "PUT",
                        ResourceId.parse(DOCS + "/providers/Microsoft.Authorization/locks/keep"),
                        "2020-05-01",
                        "{\"properties\":{\"level\":\"ReadOnly\"}}");
            case NEVER_TOUCH -> run.policy(modes + "never-touch: [ " + BotRun.PRODUCTION + " ]");
        }
    }

    /** A finding in progress cannot be held; one that comes back after a rejection or an undo finds its hold there. */
    private void held() {
        run.desk
                .book()
                .hold(new Hold(
                        FindingId.of(DOCS, RULE),
                        "pat",
                        "wait",
                        run.clock.instant().plus(Duration.ofDays(2))));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void writesNothing(Brake brake, Moment moment) {
        run.policy(mode(moment));
        if (moment == Moment.BEFORE_THE_EVENT) {
            if (brake == Brake.LOCKED) {
                drift();
            }
            brake(brake, moment);
            if (brake != Brake.LOCKED) {
                drift();
            }
        } else {
            order();
            brake(brake, moment);
        }
        run.settle(Duration.ofMinutes(3));
        assertThat(drifted()).isTrue();
        run.clock.advance(Duration.ofMinutes(20));
        run.housekeeping();
        run.settle(Duration.ofMinutes(1));
        assertThat(drifted()).isTrue();
        assertThat(run.story(DOCS, RULE)).doesNotContain("written");
    }

    @Test
    void asksAzureNothingForWhatTheKillSwitchStops() {
        run.policy(mode(Moment.AFTER_THE_ORDER));
        order();
        brake(Brake.KILLED, Moment.AFTER_THE_ORDER);
        long calls = run.practice.calls().total();
        run.pump(Jobs.APPLY);
        assertThat(run.story(DOCS, RULE)).contains("stopped");
        assertThat(run.practice.calls().total()).isEqualTo(calls);
    }

    @Test
    void writesWhatWasApprovedWhenTheFreezeEndsAndOnlyThen() {
        run.policy(mode(Moment.AFTER_THE_APPROVAL));
        order();
        String end = run.clock.instant().plus(Duration.ofHours(30)).toString();
        run.policy(mode(Moment.AFTER_THE_APPROVAL) + "freezes: [ { name: x, from: 2020-01-01T00:00:00Z, to: \"" + end
                + "\" } ]");
        run.settle();
        for (int hour = 0; hour < 29; hour++) {
            run.clock.advance(Duration.ofHours(1));
            run.housekeeping();
            run.pump(Jobs.APPLY);
        }
        assertThat(run.waiting(Jobs.APPLY))
                .as("one message waits, not one for each housekeeping")
                .isOne();
        run.settle(Duration.ofMinutes(1));
        assertThat(finding().state()).isEqualTo(FindingState.APPLYING);
        assertThat(drifted()).isTrue();
        run.clock.advance(Duration.ofHours(2));
        run.settle(Duration.ofMinutes(2));
        assertThat(finding().state()).isEqualTo(FindingState.FIXED);
        assertThat(drifted()).isFalse();
    }
}
