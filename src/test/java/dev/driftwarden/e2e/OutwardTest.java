package dev.driftwarden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.engine.HealthCheck;
import dev.driftwarden.engine.Housekeeper;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.engine.KillSwitchDesk;
import dev.driftwarden.engine.Person;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.OutwardBook.OutsideTicket;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.testing.StandIn;
import dev.driftwarden.testing.StandIn.Asked;
import dev.driftwarden.testing.StandIn.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people and ticket systems hear of the bot's work, over HTTP. */
class OutwardTest {
    private static final String RULE = "storage.blob-public-access";
    private static final FindingId FINDING = FindingId.of(BotRun.DOCS, RULE);
    private static final String ISSUES = "/repos/contoso/platform/issues";
    private static final Person PAT =
            new Person("00000000-0000-0000-0000-0000000000b3", "Pat", Set.of(KillSwitchDesk.ROLE));

    private final StandIn outside = new StandIn();
    private final BotRun bot = new BotRun();

    @AfterEach
    void stop() {
        bot.close();
        outside.close();
    }

    private void policy(String mode, String outreach) {
        bot.secretValues.put("DRIFTWARDEN_SECRET_HUB", "k");
        bot.secretValues.put("DRIFTWARDEN_SECRET_GITHUB", "t");
        bot.policy("modes: [ { rules: " + RULE + ", mode: " + mode + " } ]\n"
                + outreach.replace("OUTSIDE", outside.address().toString()));
    }

    private static final String HUB = """
            channels:
              - { name: hub, type: webhook, url: "OUTSIDE/hub", key: DRIFTWARDEN_SECRET_HUB, flood: { more-than: 2, within: PT10M } }
            """;

    private static final String GITHUB = """
            tickets: { system: github, api: "OUTSIDE", repository: contoso/platform, token: DRIFTWARDEN_SECRET_GITHUB, assign: { docs-team: octocat }, flood: { more-than: 1, within: PT1H } }
            """;

    private void gitHub() {
        outside.always("GET " + ISSUES, 200, "[]");
        for (int number = 1; number <= 3; number++) {
            outside.next("POST " + ISSUES, Reply.of(201, issue(number)));
            outside.always("PATCH " + ISSUES + "/" + number, 200, issue(number));
            outside.always("POST " + ISSUES + "/" + number + "/comments", 201, "{}");
        }
    }

    private String issue(int number) {
        return "{\"number\":%d,\"state\":\"open\",\"html_url\":\"%s/contoso/platform/issues/%d\"}"
                .formatted(number, outside.address(), number);
    }

    private void makePublic(boolean open) {
        bot.send("PATCH", BotRun.DOCS, "2023-05-01", "{\"properties\":{\"allowBlobPublicAccess\":" + open + "}}");
        bot.settle();
        bot.pump(Jobs.OUTWARD);
    }

    private List<String> kinds() {
        return outside.asked("POST /hub").stream()
                .map(asked -> asked.json().path("kind").asText())
                .toList();
    }

    private FindingState state() {
        return bot.finding(BotRun.DOCS, RULE).orElseThrow().state();
    }

    @Test
    void saysNothingWhenNobodyIsNamed() {
        policy("auto", "");
        makePublic(true);
        assertThat(state()).isEqualTo(FindingState.FIXED);
        assertThat(bot.waiting(Jobs.OUTWARD)).isZero();
        assertThat(outside.asked()).isEmpty();
    }

    @Test
    void tellsOfAFixOnlyThoseWhomItConcerns() {
        outside.always("POST /hub", 200, "");
        policy("auto", HUB + """
                routes:
                  - { channels: [hub], kinds: [fixed], severity: [medium], scope: /subscriptions/00000000-0000-0000-0000-00000000000a }
                  - { channels: [hub], kinds: [finding-opened], owners: [nobody] }
                  - { channels: [hub], kinds: [finding-opened], scope: /subscriptions/00000000-0000-0000-0000-00000000000b }
                """);
        makePublic(true);

        assertThat(kinds()).containsExactly("fixed");
        JsonNode notice = outside.asked().get(0).json();
        assertThat(notice.path("link").asText()).isEqualTo("https://driftwarden.example/console/findings/" + FINDING);
        assertThat(notice.path("changes").toString()).contains("allowBlobPublicAccess: true → false");
        assertThat(notice.at("/facts/Resource").asText()).isEqualToIgnoringCase(BotRun.DOCS.path());
    }

    @Test
    void doesNotAskForWhatSomebodyHasDecidedMeanwhile() {
        outside.always("POST /hub", 200, "");
        policy("approve", HUB + "routes: [ { channels: [hub], kinds: [approval-needed], rules: " + RULE + " } ]");
        bot.send("PATCH", BotRun.DOCS, "2023-05-01", "{\"properties\":{\"allowBlobPublicAccess\":true}}");
        bot.settle();
        Approval asked = bot.desk.book().inbox(null, 10).items().stream()
                .filter(one -> one.findingId().equals(FINDING))
                .findFirst()
                .orElseThrow();
        bot.approvals().answer(asked.planId(), asked.planHash(), true, BotRun.OLIVIA, "");
        bot.pump(Jobs.OUTWARD);
        assertThat(outside.asked()).isEmpty();
    }

    @Test
    void theFixDoesNotWaitAndNothingIsLostWhenTheChannelIsDown() {
        outside.next("POST /hub", Reply.of(503, "").with("Retry-After", "90"));
        outside.next("POST /hub", Reply.of(200, "").butLost());
        outside.always("POST /hub", 200, "");
        policy("auto", HUB + "routes: [ { channels: [hub], kinds: [fixed], rules: " + RULE + " } ]");
        makePublic(true);
        assertThat(state()).isEqualTo(FindingState.FIXED);
        assertThat(kinds()).hasSize(1);

        bot.clock.advance(Duration.ofSeconds(80));
        bot.pump(Jobs.OUTWARD);
        assertThat(kinds()).as("not before it was asked to").hasSize(1);
        bot.clock.advance(Duration.ofSeconds(11));
        bot.pump(Jobs.OUTWARD);
        assertThat(kinds()).hasSize(2);
        bot.clock.advance(Duration.ofMinutes(3));
        bot.pump(Jobs.OUTWARD);
        assertThat(kinds()).hasSize(3);
        bot.clock.advance(Duration.ofHours(1));
        bot.pump(Jobs.OUTWARD);
        assertThat(kinds()).as("told").hasSize(3);
        assertThat(bot.desk.outside().troubles()).isEmpty();
    }

    /** Seven days and one day before its end, whatever housekeeping does in between, and on every channel. */
    @Test
    void announcesTheEndOfAnExemptionOnceForEachTimeBeforeIt() {
        outside.always("POST /hub", 200, "");
        String until = bot.clock.instant().plus(Duration.ofDays(10)).toString();
        policy(
                "observe",
                HUB + "routes: [ { channels: [hub], kinds: [exemption-expiring] } ]\n" + """
                exemptions:
                  - { rules: "%s", owner: docs, reason: migration, until: "%s" }
                """.formatted(RULE, until));
        List<Integer> told = new ArrayList<>();
        for (int day = 0; day < 12; day++) {
            for (int time = 0; time < 3; time++) {
                bot.housekeeping();
                bot.pump(Jobs.OUTWARD);
                bot.clock.advance(Duration.ofHours(8));
            }
            told.add(outside.asked("POST /hub").size());
        }
        assertThat(told).containsExactly(0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2);
        assertThat(kinds()).containsOnly("exemption-expiring");
        assertThat(outside.asked("POST /hub").get(1).json().path("text").asText())
                .contains(RULE, "owner docs", "ends at " + until);
    }

    @Test
    void setsAsideWhatNobodyTakesAndSaysSoInHealth() {
        outside.always("POST /hub", 401, "");
        policy("observe", HUB + "routes: [ { channels: [hub], kinds: [kill-switch-on] } ]");
        new KillSwitchDesk(bot.desk).set(true, PAT, "drill");
        for (int hour = 0; hour < 20; hour++) {
            bot.pump(Jobs.OUTWARD);
            bot.clock.advance(Duration.ofHours(1));
        }
        assertThat(bot.waiting(Jobs.OUTWARD)).isZero();
        assertThat(bot.desk.rejections().counts()).containsEntry("waiting/" + Jobs.OUTWARD, 1L);
        assertThat(new HealthCheck(bot.desk, bot.store.queues()).report().reasons())
                .anyMatch(reason -> reason.startsWith("hub takes nothing since"));
        assertThat(outside.asked()).hasSizeBetween(8, 12);
    }

    @Test
    void makesADigestOfAFlood() {
        outside.always("POST /hub", 200, "");
        policy("observe", HUB + "routes: [ { channels: [hub], kinds: [kill-switch-on, kill-switch-off] } ]");
        for (int i = 0; i < 8; i++) {
            new KillSwitchDesk(bot.desk).set(i % 2 == 0, PAT, "drill " + i);
            bot.clock.advance(Duration.ofSeconds(1));
        }
        bot.pump(Jobs.OUTWARD);
        assertThat(outside.asked()).hasSize(2);

        bot.clock.advance(Duration.ofMinutes(11));
        bot.pump(Jobs.OUTWARD);
        assertThat(outside.asked()).hasSize(3);
        JsonNode digest = outside.asked().get(2).json();
        assertThat(digest.path("kind").asText()).isEqualTo("digest");
        assertThat(digest.path("lines")).hasSize(6);
        bot.clock.advance(Duration.ofHours(1));
        bot.pump(Jobs.OUTWARD);
        assertThat(outside.asked()).hasSize(3);
    }

    @Test
    void keepsOneTicketForAFindingThroughItsWholeLife() {
        gitHub();
        policy("ticket", GITHUB);
        bot.send("PATCH", BotRun.DOCS, "2023-05-01", "{\"tags\":{\"Owner\":\"docs-team\"}}");
        makePublic(true);
        assertThat(state()).isEqualTo(FindingState.TICKETED);
        JsonNode made = outside.asked("POST " + ISSUES).get(0).json();
        assertThat(made.path("labels").toString()).contains("finding:" + FINDING);
        assertThat(made.path("assignees").toString()).contains("octocat");
        OutsideTicket ticket = bot.desk.outside().ticketOf(FINDING).orElseThrow();
        assertThat(ticket.label()).isEqualTo("#1");
        assertThat(ticket.address()).endsWith("/issues/1");
        assertThat(bot.story(BotRun.DOCS, RULE)).contains("ticket-opened");

        makePublic(false);
        assertThat(state()).isEqualTo(FindingState.RESOLVED);
        assertThat(outside.asked("PATCH " + ISSUES + "/1")
                        .get(0)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("closed");
        assertThat(outside.asked("POST " + ISSUES + "/1/comments").get(0).body())
                .contains("somebody else fixed it");

        makePublic(true);
        assertThat(outside.asked("POST " + ISSUES)).hasSize(1);
        List<Asked> changes = outside.asked("PATCH " + ISSUES + "/1");
        assertThat(changes.get(changes.size() - 1).json().path("state").asText())
                .isEqualTo("open");
        assertThat(bot.story(BotRun.DOCS, RULE)).contains("ticket-closed", "ticket-reopened");
    }

    @Test
    void findsTheTicketsOfManyFindingsTogether() {
        gitHub();
        policy("ticket", GITHUB);
        makePublic(true);
        FindingId without = FindingId.of(BotRun.DOCS, "storage.https-only");
        assertThat(bot.desk.book().outside(List.of(FINDING, without)))
                .containsOnlyKeys(FINDING)
                .containsValue(bot.desk.outside().ticketOf(FINDING).orElseThrow());
    }

    @Test
    void makesNoTicketForWhatNeverHadOne() {
        outside.always("POST /tickets", 200, "");
        policy("approve", "tickets: { system: webhook, url: \"OUTSIDE/tickets\", key: DRIFTWARDEN_SECRET_HUB }\n");
        makePublic(true);
        bot.look(BotRun.DOCS);
        bot.settle();
        bot.pump(Jobs.OUTWARD);
        makePublic(false);
        assertThat(outside.asked()).isEmpty();
    }

    @Test
    void tellsAWebhookThatATicketWasOpenedAndClosed() {
        outside.always("POST /tickets", 200, "");
        policy("ticket", "tickets: { system: webhook, url: \"OUTSIDE/tickets\", key: DRIFTWARDEN_SECRET_HUB }\n");
        makePublic(true);
        makePublic(false);
        assertThat(outside.asked())
                .extracting(asked -> asked.json().path("change").asText())
                .containsExactly("opened", "closed");
    }

    @Test
    void asksTheTicketSystemNothingWhenNothingHasChanged() {
        gitHub();
        policy("ticket", GITHUB);
        makePublic(true);
        int asked = outside.asked().size();
        for (int look = 0; look < 3; look++) {
            bot.look(BotRun.DOCS);
            bot.settle();
            bot.pump(Jobs.OUTWARD);
        }
        assertThat(outside.asked()).hasSize(asked);
        assertThat(bot.waiting(Jobs.OUTWARD)).isZero();
    }

    @Test
    void sharesOneTicketWithAListWhenManyResourcesDriftAlike() {
        gitHub();
        policy("ticket", GITHUB);
        bot.policy("modes: [ { rules: storage.https-only, mode: ticket } ]\n"
                + GITHUB.replace("OUTSIDE", outside.address().toString()));
        for (String name : List.of(
                "rg-docs/X/stcontosodocs01",
                "rg-docs/X/stcontosopublic01",
                "rg-archive/X/stcontosoarchive01",
                "rg-finance/X/stcontosolegacy01",
                "rg-shop/X/stcontososhop01")) {
            String account = BotRun.PRODUCTION + "/resourceGroups/"
                    + name.replace("/X/", "/providers/Microsoft.Storage/storageAccounts/");
            bot.send(
                    "PATCH",
                    ResourceId.parse(account),
                    "2023-05-01",
                    "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
        }
        for (int minute = 0; minute < 4; minute++) {
            bot.settle();
            bot.pump(Jobs.OUTWARD);
            bot.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(outside.asked("POST " + ISSUES))
                .as("one of its own, one with a list")
                .hasSize(2);
        List<Asked> list = outside.asked("PATCH " + ISSUES + "/2");
        assertThat(list).isNotEmpty().hasSizeLessThan(4);
        long findings = bot.desk
                .book()
                .search(true, one -> one.rule().equals("storage.https-only"), null, 10)
                .items()
                .size();
        assertThat(findings).isGreaterThanOrEqualTo(3);
        assertThat(list.get(list.size() - 1).json().path("title").asText()).contains((findings - 1) + " resources");
    }

    @Test
    void forgetsWhatWasToldAfterAWhile() {
        outside.always("POST /hub", 200, "");
        policy("observe", HUB + "routes: [ { channels: [hub], kinds: [kill-switch-on] } ]");
        new KillSwitchDesk(bot.desk).set(true, PAT, "drill");
        bot.pump(Jobs.OUTWARD);
        assertThat(bot.store.records().page("outward", "told", "", null, 10).items())
                .hasSize(1);
        bot.clock.advance(Duration.ofDays(9));
        new Housekeeper(bot.desk).run();
        assertThat(bot.store.records().page("outward", "told", "", null, 10).items())
                .isEmpty();
    }
}
