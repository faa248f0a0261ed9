package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.ledger.ConsoleExemption.Ending;
import dev.driftwarden.ledger.Controls.KillSwitch;
import dev.driftwarden.policy.Policy.Budgets;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.h2.H2Store;
import dev.driftwarden.testing.CountedStore;
import dev.driftwarden.testing.MutableClock;
import dev.driftwarden.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderBookTest {
    private static final Budgets ONE = new Budgets(1, 1, 1);
    private static final String RULE = "storage.https-only";
    private static final String ONE_READ = "list orders now|";

    private final MutableClock clock = MutableClock.atNoon();
    private final CountedStore store = new CountedStore(H2Store.memory(clock));
    private final Codec codec = new Codec();
    private final OrderBook book = new OrderBook(store.records(), codec, clock);
    private final Controls controls = new Controls(store.records(), codec, book);
    private final StageBook stages = new StageBook(store.records(), codec, book);
    private final ExemptionBook exemptions = new ExemptionBook(store.records(), codec, book);
    private final BudgetBook budgets = new BudgetBook(store.records(), codec, clock);

    @AfterEach
    void close() {
        store.close();
    }

    private KillSwitch killSwitch(boolean on) {
        return new KillSwitch(on, "pat", "storm", clock.instant());
    }

    private RuleStage stage(String rule) {
        return new RuleStage(rule, Mode.APPROVE, "pat", "watched for a week", clock.instant());
    }

    private ConsoleExemption exemption(int number) {
        Instant made = Instant.parse("2026-10-01T10:00:00Z");
        return new ConsoleExemption(
                "%032x".formatted(number),
                RULE,
                Samples.ACCOUNT,
                "ada",
                "old clients",
                made.plus(Duration.ofDays(7)),
                "pat",
                made,
                /* ended= */ null);
    }

    @Test
    void knowsOfNothingWhereNothingWasOrdered() {
        assertThat(book.now()).isEqualTo(new Orders(null, Map.of(), List.of(), Spent.NOTHING));
    }

    @Test
    void readsAllThatIsInForceByOneRequest() {
        controls.setKillSwitch(killSwitch(true));
        stages.set(stage(RULE));
        exemptions.add(exemption(1));
        budgets.spend(ONE, RULE, "s");
        store.forget();

        Orders now = book.now();

        assertThat(store.requests()).isEqualTo(Map.of(ONE_READ, 1));
        assertThat(now.killSwitch()).isEqualTo(killSwitch(true));
        assertThat(now.stages()).isEqualTo(Map.of(RULE, stage(RULE)));
        assertThat(now.exemptions()).containsExactly(exemption(1));
        assertThat(now.spent().exhausted(ONE, RULE, "s")).contains("used up");
    }

    @Test
    void readsNothingThatIsInForceNoMore() {
        controls.setKillSwitch(killSwitch(true));
        stages.set(stage(RULE));
        exemptions.add(exemption(1));
        exemptions.add(exemption(2));
        budgets.spend(ONE, RULE, "s");

        controls.setKillSwitch(killSwitch(false));
        stages.clear(RULE);
        Ending ending = new Ending("pat", "clients are new", clock.instant());
        assertThat(exemptions.end(exemptions.find(exemption(1).id()).orElseThrow(), ending))
                .isTrue();
        clock.advance(Duration.ofHours(1));

        assertThat(book.now()).isEqualTo(new Orders(null, Map.of(), List.of(exemption(2)), Spent.NOTHING));
        assertThat(exemptions.ended(null, 10).items())
                .containsExactly(exemption(1).ended(ending));
        assertThat(exemptions.find(exemption(1).id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{not json", "{}", "{\"v\":99}"})
    void errsOnTheSideOfNotWritingWhereARowCannotBeRead(String damaged) {
        stages.set(stage("storage.min-tls"));
        exemptions.add(exemption(2));
        List<RecordKey> rows = List.of(
                OrderRows.KILL_SWITCH,
                OrderRows.stage(RULE),
                OrderRows.exemption(exemption(1).id()),
                OrderRows.hour(clock.instant()));
        rows.forEach(row -> store.records().write(new Change.Put(row, damaged)));

        Orders now = book.now();

        assertThat(controls.killSwitch())
                .get()
                .extracting(KillSwitch::reason)
                .asString()
                .contains("cannot be read");
        assertThat(now.stages().get(RULE)).extracting(RuleStage::mode).isEqualTo(Mode.OBSERVE);
        assertThat(now.stages().get("storage.min-tls")).isEqualTo(stage("storage.min-tls"));
        assertThat(now.exemptions()).containsExactly(exemption(2));
        assertThat(now.spent().exhausted(new Budgets(1000, 1000, 1000), RULE, "s"))
                .contains("used up");
        assertThat(budgets.spend(new Budgets(1000, 1000, 1000), RULE, "s")).contains("used up");
    }

    @Test
    void readsOnWhereThereIsMoreThanAPage() {
        IntStream.range(0, 12)
                .mapToObj(part -> IntStream.range(0, 100)
                        .mapToObj(number -> stage("rule-" + part + "-" + number))
                        .<Change>map(stage -> new Change.Put(OrderRows.stage(stage.rule()), codec.write(stage)))
                        .toList())
                .forEach(part -> store.records().writeAll(part));
        controls.setKillSwitch(killSwitch(true));
        store.forget();

        Orders now = book.now();

        assertThat(now.stages()).hasSize(1200);
        assertThat(now.killSwitch()).isNotNull();
        assertThat(store.requests()).isEqualTo(Map.of(ONE_READ, 2));
    }

    @Test
    void keepsFewHours() {
        for (int hour = 0; hour < 5; hour++) {
            clock.advance(Duration.ofHours(1));
            budgets.spend(ONE, RULE, "s");
        }
        stages.set(stage(RULE));
        budgets.forgetBefore(clock.instant().minus(Duration.ofHours(2)));

        assertThat(store.records()
                        .page(OrderRows.TABLE, OrderRows.PARTITION, OrderRows.HOURS, null, 100)
                        .items())
                .hasSize(3);
        assertThat(book.now().spent().exhausted(ONE, RULE, "s")).contains("used up");
        assertThat(book.now().stages()).containsKey(RULE);
    }
}
