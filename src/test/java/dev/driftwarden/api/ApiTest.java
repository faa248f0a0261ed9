package dev.driftwarden.api;

import static dev.driftwarden.api.SiteRun.OLIVIA;
import static dev.driftwarden.api.SiteRun.PAT;
import static dev.driftwarden.api.SiteRun.VERA;
import static dev.driftwarden.api.SiteRun.json;
import static dev.driftwarden.api.SiteRun.request;
import static dev.driftwarden.api.SiteRun.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.engine.Person;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.web.WebResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON API as programs use it. */
class ApiTest {
    private SiteRun run;

    @BeforeEach
    void start() {
        run = new SiteRun();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private static String approval(Plan plan) {
        return "{\"planHash\":\"" + plan.hash() + "\",\"reason\":\"seen\"}";
    }

    @Test
    void tellsEverybodyThatItWorksButReadersMore() {
        run.waiting();
        JsonNode nobody = json(run.site.handle(request("GET", "/api/v1/health", Map.of(), "")));
        assertThat(nobody.path("status").asText()).isEqualTo("ok");
        assertThat(nobody.path("practiceAzure").asText()).startsWith("http://127.0.0.1:");
        assertThat(nobody.at("/queues/driftwarden-evaluate").isInt()).isTrue();
        assertThat(nobody.has("findings")).isFalse();
        assertThat(nobody.at("/policy/problems").isMissingNode()).isTrue();
        JsonNode vera = json(run.get(VERA, "/api/v1/health"));
        assertThat(vera.at("/findings/awaiting-approval~1medium~1storage").asInt())
                .isPositive();
    }

    @Test
    void saysThatAPolicyFileIsNotInForce() {
        run.policyProblems.add("driftwarden.yaml:3:5: unknown field");
        JsonNode health = json(run.get(VERA, "/api/v1/health"));
        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.at("/policy/problems/0").asText()).contains("3:5");
    }

    @Test
    void measuresForReaders() {
        run.waiting();
        JsonNode metrics = json(run.get(VERA, "/api/v1/metrics"));

        assertThat(metrics.path("findings"))
                .isEqualTo(json(run.get(VERA, "/api/v1/health")).path("findings"));
        assertThat(metrics.path("openBySubscription").size()).isPositive();
        assertThat(metrics.at("/today/opened/medium").asInt()).isPositive();
        assertThat(metrics.at("/today/detectSeconds/p95").isNumber()).isTrue();
        assertThat(metrics.at("/today/fixSeconds/p95").isNull()).isTrue();
        assertThat(metrics.at("/queueAgeSeconds/driftwarden-evaluate").isNumber())
                .isTrue();
        assertThat(metrics.path("missedEventRate").isNull()).isTrue();
        assertThat(run.get(SiteRun.NOROLE, "/api/v1/metrics").status()).isEqualTo(403);
    }

    @Test
    void listsFindingsInPagesUntilTheEnd() {
        run.waiting();
        Set<String> seen = new HashSet<>();
        String next = "";
        int pages = 0;
        do {
            JsonNode page = json(run.get(VERA, "/api/v1/findings?limit=1" + next));
            page.path("items")
                    .forEach(item ->
                            assertThat(seen.add(item.path("id").asText())).isTrue());
            next = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
            pages++;
        } while (!next.isEmpty() && pages < 20);
        JsonNode all = json(run.get(VERA, "/api/v1/findings"));
        assertThat(seen)
                .hasSize(all.path("items").size())
                .contains(run.finding().id().value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=awaiting-approval",
                "severity=medium",
                "service=storage",
                "subscription=00000000-0000-0000-0000-00000000000A",
                "rule=storage.blob-public-access",
                "q=STCONTOSODOCS01"
            })
    void findsByEveryFilter(String filter) {
        String id = run.waiting().id().value();
        assertThat(json(run.get(VERA, "/api/v1/findings?" + filter)).findValuesAsText("id"))
                .contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=closed",
                "state=ticketed",
                "severity=low",
                "service=network",
                "subscription=other",
                "rule=x",
                "q=nowhere"
            })
    void leavesOutWhatIsNotWanted(String filter) {
        String id = run.waiting().id().value();
        assertThat(json(run.get(VERA, "/api/v1/findings?" + filter)).findValuesAsText("id"))
                .doesNotContain(id);
    }

    @Test
    void comparesWhatSomebodySawWithWhatIsNow() {
        Finding waiting = run.waiting();
        String path = "/api/v1/findings/" + waiting.id();
        String seen = run.get(OLIVIA, path).headers().get("ETag");
        Map<String, String> headers = new HashMap<>(signedIn(OLIVIA));
        headers.put("content-type", "application/json");
        headers.put("if-match", String.valueOf(seen));
        String hold = "{\"reason\":\"fair\",\"holdHours\":8}";
        assertThat(run.site
                        .handle(request("POST", path + "/hold", headers, hold))
                        .status())
                .isEqualTo(200);
        WebResponse stale = run.site.handle(request("POST", path + "/release", headers, "{\"reason\":\"x\"}"));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(json(stale).path("code").asText()).isEqualTo("stale");
        assertThat(json(stale).path("detail").asText()).contains("Read it again");
        headers.put("if-match", "*");
        assertThat(run.site
                        .handle(request("POST", path + "/release", headers, "{\"reason\":\"x\"}"))
                        .status())
                .isEqualTo(200);
        assertThat(run.site
                        .handle(request("POST", "/api/v1/approvals/x/approve", headers, "{}"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void namesEveryMistakeOfAQuery() {
        WebResponse refused = run.get(VERA, "/api/v1/findings?stat=open&severity=bad&limit=5000");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers()).containsEntry("Content-Type", "application/problem+json");
        JsonNode problem = json(refused);
        assertThat(problem.path("problems").toString()).contains("stat");
        assertThat(json(run.get(VERA, "/api/v1/findings?severity=bad&limit=5000"))
                        .path("problems"))
                .hasSize(2);
        assertThat(json(run.get(VERA, "/api/v1/findings?cursor=%21%21"))
                        .path("detail")
                        .asText())
                .contains("cursor");
    }

    @Test
    void showsAFindingWithAllThatHangsOnIt() {
        Finding waiting = run.waiting();
        JsonNode detail = json(run.get(VERA, "/api/v1/findings/" + waiting.id()));
        assertThat(detail.at("/finding/state").asText()).isEqualTo("awaiting-approval");
        assertThat(detail.at("/plan/diff/0/path").asText()).isEqualTo("properties.allowBlobPublicAccess");
        assertThat(detail.at("/approval/state").asText()).isEqualTo("pending");
        assertThat(detail.path("timeline").findValuesAsText("kind")).contains("detected", "decided", "approval-asked");
        assertThat(detail.at("/finding/decision/reasons").isEmpty()).isFalse();
        assertThat(json(run.get(VERA, "/api/v1/plans/" + waiting.planId()))
                        .path("hash")
                        .asText())
                .isEqualTo(run.plan().hash());
        assertThat(json(run.get(VERA, "/api/v1/approvals")).findValuesAsText("planId"))
                .contains(waiting.planId());
    }

    @Test
    void sendsNothingAgainThatTheAskerHas() {
        WebResponse first = run.get(VERA, "/api/v1/rules");
        Map<String, String> headers = new HashMap<>(signedIn(VERA));
        headers.put("if-none-match", String.valueOf(first.headers().get("ETag")));
        WebResponse again = run.site.handle(request("GET", "/api/v1/rules", headers, ""));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void approvesOnceHoweverOftenItIsAsked() {
        run.waiting();
        Plan plan = run.plan();
        String path = "/api/v1/approvals/" + plan.id() + "/approve";
        assertThat(run.post(OLIVIA, path, approval(plan)).status()).isEqualTo(200);
        assertThat(run.post(OLIVIA, path, approval(plan)).status()).isEqualTo(200);
        long before = run.bot.writes();
        run.bot.settle();
        assertThat(run.finding().state()).isEqualTo(FindingState.FIXED);
        assertThat(run.bot.writes()).isEqualTo(before + 1);
        String undo = "/api/v1/findings/" + run.finding().id() + "/undo";
        assertThat(run.post(OLIVIA, undo, "{\"reason\":\"shop\",\"holdHours\":2}")
                        .status())
                .isEqualTo(200);
        assertThat(run.finding().state()).isEqualTo(FindingState.OPEN);
    }

    @Test
    void rejectsOnlyWithAReason() {
        run.waiting();
        Plan plan = run.plan();
        String path = "/api/v1/approvals/" + plan.id() + "/reject";
        assertThat(run.post(OLIVIA, path, "{\"planHash\":\"" + plan.hash() + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(run.post(OLIVIA, path, approval(plan)).status()).isEqualTo(200);
        assertThat(run.finding().state()).isEqualTo(FindingState.OPEN);
        assertThat(run.post(PAT, "/api/v1/approvals/" + plan.id() + "/approve", approval(plan))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void refusesAPlanThatIsNotWhatWasShown() {
        run.waiting();
        String path = "/api/v1/approvals/" + run.plan().id() + "/approve";
        assertThat(run.post(OLIVIA, path, "{\"planHash\":\"0000\"}").status()).isEqualTo(412);
        assertThat(run.post(OLIVIA, "/api/v1/approvals/nothing/approve", approval(run.plan()))
                        .status())
                .isEqualTo(404);
        assertThat(run.finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
    }

    @Test
    void holdsAFindingAndEndsItsQuestion() {
        Finding waiting = run.waiting();
        WebResponse held = run.post(OLIVIA, "/api/v1/findings/" + waiting.id() + "/hold", "{\"reason\":\"release\"}");
        assertThat(held.status()).isEqualTo(200);
        JsonNode detail = json(run.get(VERA, "/api/v1/findings/" + waiting.id()));
        assertThat(detail.at("/finding/state").asText()).isEqualTo("open");
        assertThat(detail.at("/hold/reason").asText()).isEqualTo("release");
        assertThat(detail.at("/approval/state").asText()).isEqualTo("void");
    }

    @Test
    void setsTheKillSwitchForAdministratorsOnly() {
        String on = "{\"on\":true,\"reason\":\"storm\"}";
        assertThat(run.post(OLIVIA, "/api/v1/kill-switch", on).status()).isEqualTo(403);
        assertThat(json(run.get(VERA, "/api/v1/kill-switch")).path("on").asBoolean())
                .isFalse();
        assertThat(run.post(PAT, "/api/v1/kill-switch", on).status()).isEqualTo(200);
        assertThat(json(run.get(VERA, "/api/v1/kill-switch")).path("reason").asText())
                .isEqualTo("storm");
        assertThat(run.post(PAT, "/api/v1/kill-switch", "{\"on\":\"yes\",\"reason\":\"x\"}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "not json",
                "{\"planHash\":1}",
                "{\"plan\":\"x\"}",
                "{\"planHash\":\"a\",\"planHash\":\"b\"}",
                ""
            })
    void refusesBodiesThatAreNotWhatItAsksFor(String body) {
        WebResponse refused = run.post(OLIVIA, "/api/v1/approvals/x/approve", body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(json(refused).path("detail").asText()).isNotBlank();
    }

    @Test
    void refusesWhatABrowserFormOfAnotherSiteCouldSend() {
        run.waiting();
        String path = "/api/v1/approvals/" + run.plan().id() + "/approve";
        Map<String, String> plain = new HashMap<>(signedIn(OLIVIA));
        plain.put("content-type", "text/plain");
        assertThat(run.site
                        .handle(request("POST", path, plain, approval(run.plan())))
                        .status())
                .isEqualTo(415);
        Map<String, String> foreign = new HashMap<>(signedIn(OLIVIA));
        foreign.put("content-type", "application/json");
        foreign.put("sec-fetch-site", "cross-site");
        assertThat(run.site
                        .handle(request("POST", path, foreign, approval(run.plan())))
                        .status())
                .isEqualTo(403);
        assertThat(run.finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
    }

    @Test
    void saysWhichMethodsAnAddressTakes() {
        WebResponse refused = run.site.handle(request("DELETE", "/api/v1/findings", signedIn(PAT), ""));
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.headers()).containsEntry("Allow", "GET, HEAD");
        assertThat(run.get(OLIVIA, "/api/v1/approvals/x/approve").headers()).containsEntry("Allow", "POST");
        assertThat(run.get(PAT, "/api/v1/nothing").status()).isEqualTo(404);
    }

    @Test
    void letsNobodyActWhoMayNot() {
        Finding waiting = run.waiting();
        Plan plan = run.plan();
        Map<String, String> calls = Map.of(
                "/api/v1/approvals/" + plan.id() + "/approve",
                approval(plan),
                "/api/v1/approvals/" + plan.id() + "/reject",
                approval(plan),
                "/api/v1/findings/" + waiting.id() + "/undo",
                "{\"reason\":\"x\"}",
                "/api/v1/findings/" + waiting.id() + "/hold",
                "{\"reason\":\"x\"}",
                "/api/v1/kill-switch",
                "{\"on\":true,\"reason\":\"x\"}");
        calls.forEach((path, body) -> {
            WebResponse nobody =
                    run.site.handle(request("POST", path, Map.of("content-type", "application/json"), body));
            assertThat(nobody.status()).as("nobody %s", path).isEqualTo(401);
            assertThat(json(nobody).path("detail").asText()).contains("Sign in");
            for (Person person : Set.of(VERA, SiteRun.NOROLE)) {
                assertThat(run.post(person, path, body).status())
                        .as(person.name() + " " + path)
                        .isEqualTo(403);
            }
        });
        WebResponse actor = run.post(run.actor(waiting), "/api/v1/approvals/" + plan.id() + "/approve", approval(plan));
        assertThat(actor.status()).isEqualTo(403);
        assertThat(json(actor).path("detail").asText()).contains("somebody else");
        assertThat(run.finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
    }

    @Test
    void showsNothingToWhoHoldsNoRole() {
        assertThat(run.get(SiteRun.NOROLE, "/api/v1/findings").status()).isEqualTo(403);
        assertThat(run.site
                        .handle(request("GET", "/api/v1/findings", Map.of(), ""))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void saysThatItsStorageCannotBeReachedAndShowsNoStackTrace() {
        run.bot.store.close();
        WebResponse api = run.get(VERA, "/api/v1/findings");
        assertThat(api.status()).isIn(500, 503);
        assertThat(json(api).path("detail").asText()).isNotBlank();
        WebResponse page = run.get(VERA, "/console");
        assertThat(page.status()).isEqualTo(api.status());
        assertThat(page.body()).contains("<h1>").doesNotContain("Exception", "at dev.driftwarden");
    }
}
