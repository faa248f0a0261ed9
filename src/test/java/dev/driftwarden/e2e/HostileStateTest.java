package dev.driftwarden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.app.Assembly;
import dev.driftwarden.app.Settings;
import dev.driftwarden.app.StateSettings;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.ClosedBodies;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.Rejection;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.DeadLetters;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.WorkQueues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The assembled bot among damaged rows, foreign messages, dead letters and old bodies. */
class HostileStateTest {
    private static final String HTTP_ON = "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}";
    private static final String RULE = "storage.https-only";

    private BotRun run;
    private final Map<String, String> letters = new ConcurrentHashMap<>();

    @BeforeEach
    void start() {
        run = new BotRun();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private Bot bot() {
        Settings settings = new Settings(
                new StateSettings.Embedded(Path.of("unused")),
                AzureSettings.practice(run.practice.endpoint()),
                /* policy= */ null,
                /* rules= */ null,
                false);
        return Assembly.bot(settings, new WithLetters(run.store, letters), run.clock);
    }

    private List<Rejection> setAside() {
        return run.desk.rejections().list(true, null, 100).items();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "null", "[]", "{}", "{\"v\":99}", "42", "{\"subject\":\"x\"}", "\u0000"})
    void setsAMessageAsideThatIsNotOurs(String message) {
        Bot bot = bot();
        bot.evaluate(message);
        bot.apply(message);
        bot.verify(message);
        bot.receiveQueued(message);
        assertThat(setAside()).extracting(Rejection::source).contains(Jobs.EVALUATE, Jobs.APPLY, Jobs.VERIFY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{not json", "{\"v\":99}", "{}"})
    void aFindingThatNobodyCanReadIsSetAsideAndStopsNothing(String damaged) {
        run.policy("defaults: { mode: observe }");
        run.send("PATCH", BotRun.DOCS, "2023-05-01", HTTP_ON);
        run.settle();
        FindingId id = FindingId.of(BotRun.DOCS, RULE);
        RecordKey row = new RecordKey("findings", id.resourceHash().substring(0, 1), "f|" + id);
        run.store.records().write(new Change.Put(row, damaged));
        String message = "{\"subject\":\"" + BotRun.DOCS.path() + "\",\"causes\":[],\"attempt\":0}";
        Bot bot = bot();

        bot.evaluate(message);

        assertThat(setAside())
                .singleElement()
                .extracting(Rejection::reason)
                .asString()
                .containsIgnoringCase("finding");
        assertThat(run.desk.book().list(true, null, 100).items()).isNotEmpty();
    }

    @Test
    void damagedRowsOfListsAndCountsHideNothingElse() {
        run.policy("defaults: { mode: observe }");
        run.send("PATCH", BotRun.DOCS, "2023-05-01", HTTP_ON);
        run.settle();
        FindingBook book = run.desk.book();
        int before = book.list(true, null, 100).items().size();
        String partition = FindingId.of(BotRun.DOCS, RULE).resourceHash().substring(0, 1);
        for (String row : List.of("i|open|0|x", "i|inbox|0|x", "i|tickets|0|x", "i|progress|0|x", "o|0|x")) {
            run.store.records().write(new Change.Put(new RecordKey("findings", partition, row), "{\"v\":99}"));
        }
        Map<String, Long> counts = new TreeMap<>(book.counts());
        run.store.records().write(new Change.Put(new RecordKey("findings", partition, "c|counts"), "damaged"));

        assertThat(book.list(true, null, 100).items()).hasSize(before);
        assertThat(book.inbox(null, 100).items()).isEmpty();
        assertThat(book.tickets(null, 100).items()).isEmpty();
        assertThat(book.counts()).isEqualTo(counts);
        bot().housekeeping();
        run.send("PATCH", BotRun.DOCS, "2023-05-01", "{\"properties\":{\"supportsHttpsTrafficOnly\":true}}");
        run.settle();
        assertThat(run.finding(BotRun.DOCS, RULE).orElseThrow().state().isOpen())
                .isFalse();
    }

    @Test
    void receivesDeadLettersAgainAndSetsAsideWhatIsNoEvent() {
        run.send("PATCH", BotRun.DOCS, "2023-05-01", HTTP_ON);
        Awaitility.await().until(() -> !run.events.isEmpty());
        letters.put("a.json", String.valueOf(run.events.poll()));
        letters.put("b.json", "torn [");
        bot().housekeeping();

        assertThat(letters).isEmpty();
        assertThat(run.store.queues().depth(Jobs.EVALUATE)).isPositive();
        Rejection torn = setAside().get(0);
        assertThat(run.desk.rejections().text(torn.id())).contains("torn [");
    }

    @Test
    void forgetsTheStateBeforeAFixLongAfterItClosed() {
        run.policy("defaults: { mode: auto }");
        run.send("PATCH", BotRun.DOCS, "2023-05-01", HTTP_ON);
        run.settle();
        Finding fixed = run.finding(BotRun.DOCS, RULE).orElseThrow();
        Plan plan = run.desk
                .book()
                .plan(String.valueOf(fixed.planId()))
                .orElseThrow()
                .value();
        ClosedBodies bodies = new ClosedBodies(run.store.records(), run.store.bodies(), run.desk.codec());
        assertThat(bodies.forget(run.clock.instant().minus(Duration.ofDays(1)), 10))
                .isZero();
        run.clock.advance(Duration.ofDays(2));
        assertThat(run.store.bodies().get(plan.beforeBodies().get(0))).isPresent();
        assertThat(bodies.forget(run.clock.instant().minus(Duration.ofDays(1)), 10))
                .isPositive();
        assertThat(run.store.bodies().get(plan.beforeBodies().get(0))).isEmpty();
        assertThat(bodies.forget(run.clock.instant().minus(Duration.ofDays(1)), 10))
                .isZero();
        assertThat(run.desk.book().plan(plan.id())).isPresent();
    }

    private record WithLetters(Store store, Map<String, String> letters) implements Store, DeadLetters {
        @Override
        public Records records() {
            return store.records();
        }

        @Override
        public WorkQueues queues() {
            return store.queues();
        }

        @Override
        public Bodies bodies() {
            return store.bodies();
        }

        @Override
        public DeadLetters deadLetters() {
            return this;
        }

        @Override
        public List<Letter> list(int limit) {
            return letters.keySet().stream()
                    .sorted()
                    .limit(limit)
                    .map(name -> new Letter(name, 1))
                    .toList();
        }

        @Override
        public Optional<String> read(String name) {
            return Optional.ofNullable(letters.get(name));
        }

        @Override
        public boolean delete(String name) {
            return letters.remove(name) != null;
        }

        @Override
        public void close() {}
    }
}
