package dev.driftwarden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.engine.Person;
import dev.driftwarden.engine.SweepDesk;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Missed;
import dev.driftwarden.ledger.Nightly;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.practice.Fault;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.sweep.SweepScope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sweeps over the practice Azure, through the real SDK. */
class SweepTest {
    private static final String QUERIES = "/providers/Microsoft.ResourceGraph/resources";
    private static final Person PAT =
            new Person("00000000-0000-0000-0000-0000000000b3", "Pat Admin", Set.of("Driftwarden.Admin"));

    /** The directory takes one request a second of some kinds. */
    private final BotRun bot = new BotRun()
            .judging(type ->
                    type.key().startsWith("microsoft.storage/") || type.key().startsWith("microsoft.network/"));

    @AfterEach
    void end() {
        bot.close();
    }

    /** Makes an account drift without an event. */
    private void drift() {
        ObjectNode body = bot.live(BotRun.DOCS).deepCopy();
        ((ObjectNode) body.get("properties")).put("supportsHttpsTrafficOnly", false);
        bot.practice.put(body);
    }

    private Nightly nightly(Sweep sweep) {
        return Objects.requireNonNull(sweep.nightly());
    }

    @Test
    void findsWhatNoEventToldOfAndClosesWhatIsGone() {
        Sweep first = bot.sweep();
        assertThat(first.state()).as("%s", first.gaps()).isEqualTo(Sweep.State.COMPLETE);
        assertThat(first.tally().failures()).isGreaterThan(20);
        assertThat(nightly(first).missedRate()).isNull();

        drift();
        ResourceId other = ResourceId.parse(BotRun.DOCS.path().replace("stcontosodocs01", "stcontosogone01"));
        ObjectNode gone = bot.live(BotRun.DOCS).deepCopy();
        gone.put("id", other.path()).put("name", "stcontosogone01");
        bot.practice.put(gone);
        Sweep second = bot.sweep();
        assertThat(second.state()).isEqualTo(Sweep.State.COMPLETE);
        Finding finding = bot.finding(BotRun.DOCS, "storage.https-only").orElseThrow();
        assertThat(finding.cause()).isNull();
        assertThat(bot.desk.sweeps().missed(second.id()))
                .anyMatch(missed -> missed.resource().equals(BotRun.DOCS) && missed.suspect() == Missed.Suspect.LOST);
        assertThat(nightly(second).missedRate()).isEqualTo(1.0);

        bot.practice.remove(other);
        Sweep third = bot.sweep();
        assertThat(bot.finding(other, "storage.https-only").orElseThrow().state())
                .isEqualTo(FindingState.GONE);
        assertThat(nightly(third).gone()).isPositive();
        assertThat(third.tally().opened()).isZero();
    }

    /** Somebody makes an account drift after a whole sweep; what Azure sends of it does not reach the bot yet. */
    private List<String> driftUnheard() {
        assertThat(bot.sweep().state()).isEqualTo(Sweep.State.COMPLETE);
        bot.clock.advance(Duration.ofMinutes(1));
        bot.send("PATCH", BotRun.DOCS, "2023-05-01", "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
        Awaitility.await().pollDelay(Duration.ZERO).until(() -> bot.practice.pendingDeliveries() == 0);
        List<String> unheard = List.copyOf(bot.events);
        assertThat(unheard).isNotEmpty();
        bot.events.clear();
        bot.clock.advance(Duration.ofMinutes(1));
        return unheard;
    }

    private Missed missed(Sweep sweep, ResourceId resource) {
        return bot.desk.sweeps().missed(sweep.id()).stream()
                .filter(one -> one.resource().equals(resource))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void suspectsThatAnEventWasLostUntilItComesLate() {
        List<String> unheard = driftUnheard();
        Sweep sweep = bot.sweep();
        assertThat(missed(sweep, BotRun.DOCS).suspect()).isEqualTo(Missed.Suspect.LOST);
        assertThat(nightly(bot.lastSweep()).missed()).containsOnlyKeys("lost");

        bot.events.addAll(unheard);
        bot.settle();
        Missed late = missed(sweep, BotRun.DOCS);
        assertThat(late.suspect()).isEqualTo(Missed.Suspect.LATE);
        assertThat(late.why()).contains("An event told of it later");
        assertThat(nightly(bot.lastSweep()).missed()).isEqualTo(Map.of("late", 1L));
    }

    @Test
    void suspectsThatAnEventWasRejected() {
        driftUnheard().stream()
                .map(event -> event.substring(0, event.length() - 20))
                .forEach(bot.events::add);
        bot.deliver();
        Missed missed = missed(bot.sweep(), BotRun.DOCS);
        assertThat(missed.suspect()).isEqualTo(Missed.Suspect.REJECTED);
        assertThat(missed.why()).contains("set aside");
    }

    @Test
    void knowsWhatAzureSendsNoEventOf() {
        ObjectNode account = bot.live(BotRun.DOCS).deepCopy();
        ((ObjectNode) account.get("properties")).put("allowBlobPublicAccess", true);
        bot.practice.put(account);
        bot.sweep();
        ResourceId container = BotRun.DOCS.resolve("blobServices/default/containers/handbook");
        bot.practice.put(((ObjectNode) bot.json("{\"properties\":{\"publicAccess\":\"Container\"}}"))
                .put("id", container.path())
                .put("name", "handbook")
                .put("type", container.type().name()));
        Missed missed = missed(bot.sweep(), container);
        assertThat(missed.suspect()).isEqualTo(Missed.Suspect.NOT_EMITTED);
        assertThat(missed.why()).contains("data plane");
    }

    @Test
    void whatIsFixedElsewhereIsClosedThoughItsRowPasses() {
        drift();
        bot.sweep();
        assertThat(bot.finding(BotRun.DOCS, "storage.https-only")
                        .orElseThrow()
                        .state()
                        .isOpen())
                .isTrue();
        ObjectNode body = bot.live(BotRun.DOCS).deepCopy();
        ((ObjectNode) body.get("properties")).put("supportsHttpsTrafficOnly", true);
        bot.practice.put(body);
        bot.sweep();
        assertThat(bot.finding(BotRun.DOCS, "storage.https-only").orElseThrow().state())
                .isEqualTo(FindingState.RESOLVED);
    }

    @Test
    void oneAtATimeAndCancelled() {
        SweepDesk desk = new SweepDesk(bot.desk);
        assertThat(desk.start(BotRun.OLIVIA, SweepScope.EVERYTHING, 100)).isInstanceOf(Answer.Refused.class);
        assertThat(desk.start(PAT, SweepScope.EVERYTHING, 1_000)).isInstanceOf(Answer.Done.class);
        assertThat(desk.start(PAT, SweepScope.EVERYTHING, 1_000)).isInstanceOf(Answer.Refused.class);
        bot.pumpOnce(Jobs.SWEEP);
        assertThat(desk.cancel(bot.lastSweep().id(), PAT)).isInstanceOf(Answer.Done.class);
        assertThat(bot.sweepOn().state()).isEqualTo(Sweep.State.CANCELLED);
        assertThat(desk.cancel(bot.lastSweep().id(), PAT)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void endsWhenItsCallsAreUsedUp() {
        new SweepDesk(bot.desk).start(PAT, SweepScope.EVERYTHING, 40);
        Sweep sweep = bot.sweepOn();
        assertThat(sweep.state()).isEqualTo(Sweep.State.PARTIAL);
        assertThat(sweep.gaps()).anyMatch(gap -> gap.code().equals("AllowanceSpent"));
        assertThat(sweep.tally().calls()).isLessThanOrEqualTo(45);
        assertThat(bot.desk.book().list(true, null, 500).items())
                .noneMatch(summary -> summary.state() == FindingState.UNKNOWN);
    }

    @Test
    void aRefusedSubscriptionIsNamedAndTheOthersAreSeen() {
        String fabrikam = "/subscriptions/00000000-0000-0000-0000-00000000000b/**";
        bot.practice.faults().add(Fault.answering("GET", fabrikam, 10_000, 403, "AuthorizationFailed"));
        Sweep sweep = bot.sweep();
        assertThat(sweep.state()).isEqualTo(Sweep.State.PARTIAL);
        assertThat(sweep.gaps()).anyMatch(gap -> gap.code().equals("AuthorizationFailed"));
        assertThat(bot.desk.book().list(true, null, 500).items())
                .anyMatch(one -> one.resource().path().startsWith(BotRun.PRODUCTION)
                        && one.state().isOpen());
    }

    @Test
    void throttledQueriesAreAskedAgainAndAFailingOneIsNamed() {
        bot.practice.faults().add(Fault.throttling("POST", QUERIES, 2, Duration.ofSeconds(1)));
        assertThat(bot.sweep().state()).isEqualTo(Sweep.State.COMPLETE);

        bot.practice.faults().add(Fault.answering("POST", QUERIES, 10_000, 403, "AccessDenied"));
        Sweep refused = bot.sweep();
        assertThat(refused.state()).isEqualTo(Sweep.State.PARTIAL);
        assertThat(refused.gaps()).anyMatch(gap -> gap.what().contains("00000000-0000-0000-0000-00000000000a"));
        assertThat(bot.desk.book().list(false, null, 500).items())
                .as("nothing is taken for gone because it was not listed")
                .noneMatch(one -> one.state() == FindingState.GONE);
    }

    @Test
    void aMessageThatComesTwiceCountsOnce() {
        new SweepDesk(bot.desk).nightly();
        bot.pumpOnce(Jobs.SWEEP);
        List<String> again = bot.desk.sweeps().parts(bot.lastSweep().id()).stream()
                .map(part -> bot.desk
                        .codec()
                        .write(new Jobs.SweepJob(
                                bot.lastSweep().id(), part.shard().id(), 0)))
                .toList();
        again.forEach(body -> bot.store.queues().send(Jobs.SWEEP, body, Duration.ZERO));
        Sweep twice = bot.sweepOn();
        again.forEach(body -> bot.store.queues().send(Jobs.SWEEP, body, Duration.ZERO));
        bot.pump(Jobs.SWEEP);
        Sweep once = bot.sweep();
        assertThat(twice.tally().resources()).isEqualTo(once.tally().resources());
        assertThat(twice.tally().failing()).isEqualTo(once.tally().failing());
    }
}
