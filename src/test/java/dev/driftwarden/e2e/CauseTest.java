package dev.driftwarden.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.engine.UndoDesk;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Sweep;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is named as having caused a finding: never somebody who only changed something else, nor the bot for what it did not do. */
class CauseTest {
    private static final String SILENT = "storage.https-only";
    private static final String FIXED = "storage.blob-public-access";
    private static final String PUBLIC = "{\"properties\":{\"allowBlobPublicAccess\":true}}";

    private final BotRun bot = new BotRun().judging(type -> type.key().equals("microsoft.storage/storageaccounts"));

    @BeforeEach
    void fixOneOfThem() {
        bot.policy("modes: [ { rules: " + FIXED + ", mode: auto } ]");
    }

    @AfterEach
    void end() {
        bot.close();
    }

    /** An event of it is lost. */
    private void driftSilently() {
        ObjectNode body = bot.live(BotRun.DOCS).deepCopy();
        ((ObjectNode) body.get("properties")).put("supportsHttpsTrafficOnly", false);
        bot.practice.put(body);
    }

    private void fixBeforeItsEchoComes() {
        bot.send("PATCH", BotRun.DOCS, "2023-05-01", PUBLIC);
        long before = bot.writes();
        bot.deliver();
        for (int i = 0; i < 3; i++) {
            bot.clock.advance(Duration.ofSeconds(5));
            bot.pump(Jobs.EVALUATE);
            bot.pump(Jobs.APPLY);
        }
        assertThat(bot.writes()).isEqualTo(before + 1);
    }

    private Finding finding(String rule) {
        return bot.finding(BotRun.DOCS, rule).orElseThrow();
    }

    private Optional<String> blamed(String rule) {
        return Optional.ofNullable(finding(rule).cause()).map(Cause::actor).map(actor -> actor.name());
    }

    /** Who the event names can still be looked up, for a correlation id proves nothing. */
    private static void isNobodyByName(String name) {
        assertThat(name).startsWith("somebody unknown").doesNotContain("driftwarden", "ada");
    }

    @Test
    void whatASweepFoundIsBlamedNeitherOnALaterChangeNorOnTheBotsOwnFix() {
        driftSilently();
        assertThat(bot.sweep().state()).isEqualTo(Sweep.State.COMPLETE);
        assertThat(blamed(SILENT)).isEmpty();

        bot.clock.advance(Duration.ofMinutes(5));
        bot.send("PATCH", BotRun.DOCS, "2023-05-01", PUBLIC);
        bot.settle();
        bot.settle();
        assertThat(finding(FIXED).state()).isEqualTo(FindingState.FIXED);
        assertThat(finding(SILENT).state()).isEqualTo(FindingState.OPEN);
        assertThat(blamed(SILENT)).isEmpty();
    }

    @Test
    void whatTheEchoOfAFixFindsBesidesIsNotTheBotsDoing() {
        fixBeforeItsEchoComes();
        driftSilently();
        bot.settle();
        assertThat(finding(FIXED).state()).isEqualTo(FindingState.FIXED);
        assertThat(blamed(SILENT)).hasValueSatisfying(CauseTest::isNobodyByName);
    }

    @Test
    void aSweepThatServesAnEchoesLookBlamesNobody() {
        fixBeforeItsEchoComes();
        driftSilently();
        bot.deliver();
        Sweep sweep = bot.sweep();
        assertThat(blamed(SILENT)).hasValueSatisfying(CauseTest::isNobodyByName);
        assertThat(sweep.tally().opened()).isPositive();
    }

    @Test
    void anEventThatComesAfterTheSweepStillNamesWhoItWas() {
        bot.send("PATCH", BotRun.DOCS, "2023-05-01", "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
        bot.clock.advance(Duration.ofSeconds(30));
        bot.sweep();
        assertThat(blamed(SILENT)).isEmpty();
        bot.settle();
        assertThat(blamed(SILENT)).hasValueSatisfying(name -> assertThat(name).contains("ada"));
    }

    @Test
    void whoCallsHimselfAsTheBotDoesIsNamedAllTheSame() {
        bot.send("PATCH", BotRun.DOCS, "2023-05-01", "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
        await().until(() -> !bot.events.isEmpty());
        String event = bot.events.remove();
        assertThat(event).contains("ada.example@contoso.example");
        bot.events.add(event.replace("ada.example@contoso.example", "Driftwarden (own write)"));
        bot.settle();
        assertThat(blamed(SILENT)).hasValueSatisfying(name -> assertThat(name).matches("[0-9a-f-]{36}"));
    }

    @Test
    void whatAnUndoBringsBackIsTheBotsDoing() {
        bot.send("PATCH", BotRun.DOCS, "2023-05-01", PUBLIC);
        bot.settle();
        assertThat(finding(FIXED).state()).isEqualTo(FindingState.FIXED);
        new UndoDesk(bot.desk).undo(finding(FIXED).id(), BotRun.OLIVIA, "it broke the site", Duration.ofDays(1));
        bot.settle();
        assertThat(finding(FIXED).state().isOpen()).isTrue();
        assertThat(blamed(FIXED)).hasValueSatisfying(name -> assertThat(name).doesNotStartWith("somebody unknown"));
    }

    @Test
    void whoTheEventOfAnEchoNamesStaysRecorded() {
        fixBeforeItsEchoComes();
        driftSilently();
        bot.settle();
        Cause cause = Objects.requireNonNull(finding(SILENT).cause());
        assertThat(cause.correlationId()).isNotNull();
        assertThat(cause.actor().objectId() + cause.actor().applicationId()).isNotEqualTo("nullnull");
    }
}
