package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.change.Actor;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.store.h2.H2Store;
import dev.driftwarden.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the overview's charts are made of. */
class TrendTest {
    private static final Instant NOON = Instant.parse("2026-10-01T12:00:00Z");
    private static final ResourceId RESOURCE =
            ResourceId.parse("/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg"
                    + "/providers/Microsoft.Storage/storageAccounts/st");

    private H2Store store;
    private FindingBook book;

    @BeforeEach
    void open() {
        store = H2Store.memory(MutableClock.atNoon());
        Codec codec = new Codec();
        book = new FindingBook(
                store.records(), codec, new Rejections(store.records(), store.bodies(), codec, MutableClock.atNoon()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Opened at noon by a change half a minute before. */
    private static Finding finding(String rule) {
        Cause cause = new Cause(
                new Actor(Actor.Kind.USER, null, "ada", null),
                "write",
                NOON.minusSeconds(30),
                /* correlationId= */ null);
        return new Finding(
                FindingId.of(RESOURCE, rule),
                rule,
                "Title",
                "storage",
                RESOURCE,
                RESOURCE.type(),
                /* displayName= */ null,
                Severity.HIGH,
                FindingState.OPEN,
                1,
                1,
                "message",
                List.of(),
                List.of(),
                cause,
                /* decision= */ null,
                /* planId= */ null,
                NOON,
                NOON,
                List.of(NOON),
                /* closedAt= */ null,
                Map.of());
    }

    private void close(String rule, FindingState state, Instant at) {
        Held<Finding> held = book.find(FindingId.of(RESOURCE, rule)).orElseThrow();
        book.commit(Commit.change(held, held.value().withState(state, at)));
    }

    @Test
    void tellsWhatOpenedAndWhatWasFixedAndHowLongItTook() {
        List.of("a", "b", "c").forEach(rule -> book.commit(Commit.first(finding(rule))));
        close("a", FindingState.VERIFYING, NOON);
        close("a", FindingState.FIXED, NOON.plusSeconds(270));
        close("b", FindingState.RESOLVED, NOON.plusSeconds(60));

        DayTally day = book.tally(LocalDate.of(2026, 10, 1));

        assertThat(day.opened()).isEqualTo(Map.of("high", 3L));
        assertThat(day.fixed()).isEqualTo(Map.of("high", 1L));
        assertThat(day.ended()).isEqualTo(Map.of("high", 1L));
        assertThat(day.detect().total()).isEqualTo(3);
        assertThat(day.detect().quantile(0.5).orElseThrow().toMillis())
                .isCloseTo(30_000, Percentage.withPercentage(10));
        assertThat(day.fix().quantile(0.95).orElseThrow().toMillis())
                .isCloseTo(Duration.ofMinutes(5).toMillis(), Percentage.withPercentage(10));
    }

    @Test
    void keepsADayAsItEndedAndCompletesItAfterwards() {
        book.commit(Commit.first(finding("a")));
        book.trend().note(NOON);
        Instant late = Instant.parse("2026-10-01T23:59:59Z");
        close("a", FindingState.GONE, late);
        Instant tomorrow = Instant.parse("2026-10-02T00:04:00Z");
        book.trend().note(tomorrow);

        List<Trend.Day> days = book.trend().last(30, tomorrow);

        assertThat(days)
                .extracting(Trend.Day::date)
                .containsExactly(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2));
        assertThat(days.get(0).open()).isEqualTo(Map.of("high", 1L));
        assertThat(days.get(0).tally().ended()).isEqualTo(Map.of("high", 1L));
        assertThat(days.get(1).open()).isEmpty();
        assertThat(book.trend().last(1, tomorrow)).hasSize(1);
    }

    @Test
    void showsTodayBeforeAnybodyHasNotedIt() {
        book.commit(Commit.first(finding("a")));
        assertThat(book.trend().last(30, NOON))
                .singleElement()
                .satisfies(day -> assertThat(day.open()).isEqualTo(Map.of("high", 1L)))
                .satisfies(day -> assertThat(day.tally().opened()).isEqualTo(Map.of("high", 1L)));
    }

    @Test
    void countsNothingTwiceWhenAnUndoOpensItAgain() {
        book.commit(Commit.first(finding("a")));
        close("a", FindingState.FIXED, NOON);
        close("a", FindingState.OPEN, NOON);
        assertThat(book.tally(LocalDate.of(2026, 10, 1)).opened()).isEqualTo(Map.of("high", 1L));
    }
}
