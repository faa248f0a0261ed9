package dev.driftwarden.api;

import static dev.driftwarden.api.SiteRun.OLIVIA;
import static dev.driftwarden.api.SiteRun.PAT;
import static dev.driftwarden.api.SiteRun.VERA;
import static dev.driftwarden.api.SiteRun.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.web.WebResponse;
import java.time.Duration;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was set aside, over the API and in the console; and what health says of it. */
class RejectionsTest {
    private static final String LIST = "/api/v1/rejections";
    private static final String BAD_EVENT = "{\"id\":\"1\",\"token\":\"geheim\"}";

    private SiteRun run;

    @BeforeEach
    void start() {
        run = new SiteRun();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private String onlyId() {
        JsonNode items = json(run.get(VERA, LIST)).path("items");
        assertThat(items).hasSize(1);
        return items.get(0).path("id").asText();
    }

    private long audited(String kind) {
        var page = new dev.driftwarden.store.AuditChain(run.bot.store.records(), run.bot.clock, "audit", "main")
                .page(null, 1000);
        return page.items().stream()
                .filter(entry -> entry.entry().contains("\"kind\":\"" + kind + "\""))
                .count();
    }

    @Test
    void showsTheWholeTextToAdministratorsOnly() {
        run.bot.receiveAgain("event", BAD_EVENT);
        String path = LIST + "/" + onlyId();

        JsonNode forVera = json(run.get(VERA, path));
        assertThat(forVera.path("excerpt").asText()).contains("***").doesNotContain("geheim");
        assertThat(forVera.has("text")).isFalse();
        assertThat(json(run.get(PAT, path)).path("text").asText()).isEqualTo(BAD_EVENT);
        assertThat(run.get(VERA, LIST + "/" + "0".repeat(32)).status()).isEqualTo(404);
        assertThat(run.get(VERA, LIST + "/..%2F").status()).isEqualTo(404);
        assertThat(run.get(VERA, LIST + "?state=gone").status()).isEqualTo(400);
    }

    @Test
    void whatFailsAgainWhenReplayedGoesOnWaiting() {
        run.bot.receiveAgain("event", BAD_EVENT);
        run.bot.clock.advance(Duration.ofSeconds(1));
        WebResponse answer = run.post(PAT, LIST + "/" + onlyId() + "/replay", "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).path("done").asText()).contains("failed again");
        JsonNode one = json(run.get(VERA, LIST + "/" + onlyId()));
        assertThat(one.path("attempts").asInt()).isEqualTo(2);
        assertThat(one.path("state").asText()).isEqualTo("waiting");
    }

    @Test
    void putsAMessageBackToItsQueueOnce() {
        run.bot.desk.rejections().record(Jobs.APPLY, "boom", "{\"planId\":\"x\"}", 5);
        String path = LIST + "/" + onlyId() + "/replay";
        assertThat(json(run.get(VERA, "/api/v1/health")).path("status").asText())
                .isEqualTo("degraded");

        assertThat(run.post(OLIVIA, path, "{}").status()).isEqualTo(403);
        assertThat(run.bot.store.queues().depth(Jobs.APPLY)).isZero();
        assertThat(run.post(PAT, path, "{}").status()).isEqualTo(200);
        assertThat(run.post(PAT, path, "{}").status()).isEqualTo(409);

        assertThat(run.bot.store.queues().receive(Jobs.APPLY, 10, Duration.ofMinutes(1)))
                .singleElement()
                .extracting(delivery -> delivery.body())
                .isEqualTo("{\"planId\":\"x\"}");
        assertThat(json(run.get(VERA, LIST)).path("items")).isEmpty();
        JsonNode handled = json(run.get(VERA, LIST + "?state=handled")).at("/items/0");
        assertThat(handled.path("state").asText()).isEqualTo("replayed");
        assertThat(handled.at("/history/1/who").asText()).contains("pat");
        assertThat(audited("poison-replayed")).isOne();
        assertThat(audited("refused")).isEqualTo(2);
        assertThat(json(run.get(VERA, "/api/v1/health")).path("status").asText())
                .isEqualTo("ok");
    }

    @Test
    void dropsOnlyWithAReasonAndOnlyOnce() {
        run.bot.desk.rejections().record("sweep", "not listed", "somewhere");
        String path = LIST + "/" + onlyId();

        assertThat(run.post(PAT, path + "/replay", "{}").status()).isEqualTo(409);
        assertThat(run.post(PAT, path + "/drop", "{}").status()).isEqualTo(400);
        assertThat(run.post(OLIVIA, path + "/drop", "{\"reason\":\"no\"}").status())
                .isEqualTo(403);
        assertThat(run.post(PAT, path + "/drop", "{\"reason\":\"known\"}").status())
                .isEqualTo(200);
        assertThat(run.post(PAT, path + "/drop", "{\"reason\":\"known\"}").status())
                .isEqualTo(409);
        assertThat(audited("poison-dropped")).isOne();
    }

    @Test
    void isDecidedInTheConsoleToo() {
        run.bot.desk.rejections().record(Jobs.VERIFY, "boom <b>", "<script>");
        String page = "/console/rejections/" + onlyId();
        assertThat(Jsoup.parse(run.get(VERA, page).body()).select("form[action$=/replay]"))
                .isEmpty();
        assertThat(Jsoup.parse(run.get(PAT, page).body()).select("form[action$=/replay]"))
                .hasSize(1);
        assertThat(Jsoup.parse(run.get(PAT, page).body()).select("pre").text()).isEqualTo("<script>");
        assertThat(Jsoup.parse(run.get(VERA, "/console/rejections").body()).select("a[href=" + page + "]"))
                .hasSize(1);

        assertThat(run.submit(PAT, page + "/replay", Map.of("token", "forged")).status())
                .isEqualTo(403);
        assertThat(run.submit(VERA, page + "/drop", Map.of("reason", "x")).status())
                .isEqualTo(403);
        assertThat(run.submit(PAT, page + "/drop", Map.of("reason", "seen")).status())
                .isEqualTo(303);
        assertThat(run.get(PAT, page + "?done=drop").body()).contains("dropped");
        assertThat(run.get(PAT, "/console/rejections?state=handled").body()).contains(page);
    }

    @Test
    void tellsHowLateThingsAre() {
        JsonNode before = json(run.get(VERA, "/api/v1/health"));
        assertThat(before.path("lastSweep").isNull()).isTrue();
        assertThat(before.at("/eventLagSeconds/last").isNull()).isTrue();
        assertThat(before.path("missedEventRate").isNull()).isTrue();
        assertThat(before.path("reasons")).isEmpty();

        run.waiting();
        run.bot.sweep();
        run.bot.store.queues().send(Jobs.EVENTS, "{}", Duration.ZERO);
        run.bot.clock.advance(Duration.ofMinutes(20));

        JsonNode after = json(run.get(VERA, "/api/v1/health"));
        assertThat(after.at("/lastSweep/outcome").asText()).isEqualTo("complete");
        assertThat(after.at("/eventLagSeconds/p95").isNumber()).isTrue();
        assertThat(after.at("/queueAgeSeconds/driftwarden-events").asInt()).isEqualTo(1200);
        assertThat(after.path("status").asText()).isEqualTo("degraded");
        assertThat(after.at("/reasons/0").asText())
                .contains("driftwarden-events")
                .contains("20 minutes");
    }
}
