package dev.driftwarden.console;

import static dev.driftwarden.api.SiteRun.OLIVIA;
import static dev.driftwarden.api.SiteRun.PAT;
import static dev.driftwarden.api.SiteRun.VERA;
import static dev.driftwarden.api.SiteRun.request;
import static dev.driftwarden.api.SiteRun.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.api.SiteRun;
import dev.driftwarden.engine.Person;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.site.FindingFile;
import dev.driftwarden.site.Names;
import dev.driftwarden.site.Urls;
import dev.driftwarden.web.WebResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages and their forms, as a browser asks for them. */
class ConsoleTest {
    private SiteRun run;

    @BeforeEach
    void start() {
        run = new SiteRun();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private Document page(Person person, String address) {
        WebResponse response = run.get(person, address);
        assertThat(response.status()).as(address).isEqualTo(200);
        return Jsoup.parse(response.body());
    }

    private static Map<String, String> answer(Plan plan) {
        return Map.of("plan", plan.id(), "hash", plan.hash(), "reason", "seen");
    }

    @Test
    void leadsFromTheBareAddressToTheConsole() {
        WebResponse answer = run.site.handle(request("GET", "/", Map.of(), ""));
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers()).containsEntry("Location", "/console");
    }

    @Test
    void saysOnTheFindingPageWhatAnEngineerHasToKnow() {
        Finding waiting = run.waiting();
        Document page = page(OLIVIA, "/console/findings/" + waiting.id());
        assertThat(page.select("h1").text()).isEqualTo("Anonymous blob access is allowed");
        assertThat(page.select("#live").text())
                .contains(
                        "stcontosodocs01",
                        "ada.example@contoso.example",
                        "waits for somebody to approve",
                        "May break:",
                        "It can be undone here");
        assertThat(page.select(".diff figcaption code").text()).isEqualTo("properties.allowBlobPublicAccess");
        assertThat(page.select(".diff .removed").text()).isEqualTo("− true");
        assertThat(page.select(".diff .added").text()).isEqualTo("+ false");
        assertThat(page.select(".story").text())
                .containsSubsequence("changed", "detected", "decided", "approval asked");
        assertThat(page.select("button").eachText()).containsExactly("Approve the fix", "Reject", "Hold");
    }

    @Test
    void offersNoFormToWhoMayNotDecide() {
        Finding waiting = run.waiting();
        Document page = page(VERA, "/console/findings/" + waiting.id());
        assertThat(page.select("form")).isEmpty();
        assertThat(page.select("#act").text()).contains("Driftwarden.Approver");
        assertThat(page(run.actor(waiting), "/console/findings/" + waiting.id())
                        .select("button")
                        .eachText())
                .containsExactly("Reject", "Hold");
    }

    @Test
    void approvesByFormAndLeadsBackToTheFinding() {
        Finding waiting = run.waiting();
        String path = "/console/findings/" + waiting.id();
        WebResponse answer = run.submit(OLIVIA, path + "/approve", answer(run.plan()));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(page(OLIVIA, String.valueOf(answer.headers().get("Location")))
                        .select("[role=status]")
                        .text())
                .contains("Your approval is recorded");
        run.bot.settle();
        assertThat(run.finding().state()).isEqualTo(FindingState.FIXED);
        assertThat(run.submit(OLIVIA, path + "/undo", Map.of("reason", "shop", "hours", "8"))
                        .status())
                .isEqualTo(303);
        Document undone = page(OLIVIA, path);
        assertThat(undone.select(".banner").text()).contains("On hold: Undone: shop");
    }

    @Test
    void letsNobodyActWhoMayNot() {
        Finding waiting = run.waiting();
        Plan plan = run.plan();
        for (String action : List.of("approve", "reject", "undo", "hold")) {
            String path = "/console/findings/" + waiting.id() + "/" + action;
            assertThat(run.submit(VERA, path, answer(plan)).status()).as(action).isEqualTo(403);
            assertThat(run.submit(SiteRun.NOROLE, path, answer(plan)).status()).isEqualTo(403);
            assertThat(run.form(path, Map.of(), answer(plan)).status()).isEqualTo(401);
        }
        WebResponse actor =
                run.submit(run.actor(waiting), "/console/findings/" + waiting.id() + "/approve", answer(plan));
        assertThat(actor.status()).isEqualTo(403);
        assertThat(Jsoup.parse(actor.body()).text()).contains("Nothing was changed", "somebody else");
        assertThat(run.submit(OLIVIA, "/console/kill-switch", Map.of("on", "true", "reason", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(run.finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
    }

    @Test
    void takesOnlyFormsThatItMadeForThisPerson() {
        run.waiting();
        String path = "/console/findings/" + run.finding().id() + "/approve";
        Map<String, String> fields = new HashMap<>(answer(run.plan()));
        assertThat(run.form(path, signedIn(OLIVIA), fields).status())
                .as("no token")
                .isEqualTo(403);
        fields.put("token", run.tokens.of(PAT));
        assertThat(run.form(path, signedIn(OLIVIA), fields).status())
                .as("token of another")
                .isEqualTo(403);
        fields.put("token", run.tokens.of(OLIVIA));
        for (Map<String, String> foreign : List.of(
                Map.of("sec-fetch-site", "cross-site"),
                Map.of("sec-fetch-site", "same-site"),
                Map.of("origin", "https://evil.example", "host", "bot.contoso.com"),
                Map.of("origin", "null", "host", "bot.contoso.com"),
                Map.of("content-type", "text/plain"))) {
            Map<String, String> headers = new HashMap<>(signedIn(OLIVIA));
            headers.putAll(foreign);
            assertThat(run.form(path, headers, fields).status())
                    .as(foreign.toString())
                    .isEqualTo(403);
        }
        assertThat(run.finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        Map<String, String> own = new HashMap<>(signedIn(OLIVIA));
        own.putAll(Map.of("origin", "https://bot.contoso.com", "host", "bot.contoso.com"));
        assertThat(run.form(path, own, fields).status()).isEqualTo(303);
    }

    @Test
    void changesNothingByLooking() {
        Finding waiting = run.waiting();
        for (String address : List.of(
                "/console/findings/" + waiting.id() + "/approve?plan=" + waiting.planId() + "&hash="
                        + run.plan().hash(),
                "/console/kill-switch?on=true&reason=x",
                "/console/practice?scenario=public-storage",
                "/console/findings/" + waiting.id())) {
            run.get(PAT, address);
        }
        assertThat(run.finding()).isEqualTo(waiting);
        assertThat(run.bot.desk.controls().killSwitch()).isEmpty();
        assertThat(run.practiced).isEmpty();
    }

    @Test
    void turnsTheKillSwitchOnAndSaysSoEverywhere() {
        assertThat(run.submit(PAT, "/console/kill-switch", Map.of("on", "true", "reason", "storm"))
                        .status())
                .isEqualTo(303);
        assertThat(page(VERA, "/console/findings").select(".banner.stop").text())
                .contains("storm");
        assertThat(page(PAT, "/console/controls").select("button").text()).isEqualTo("Let the bot write again");
        assertThat(page(VERA, "/console/controls").select("button")).isEmpty();
        run.submit(PAT, "/console/kill-switch", Map.of("on", "false", "reason", "over"));
        assertThat(page(VERA, "/console").select(".banner.stop")).isEmpty();
    }

    @Test
    void runsAPracticeScenario() {
        assertThat(page(VERA, "/console").select(".practice button").text()).isEqualTo("Make a storage account public");
        assertThat(run.submit(VERA, "/console/practice", Map.of("scenario", "public-storage"))
                        .status())
                .isEqualTo(303);
        assertThat(run.practiced).containsExactly("public-storage");
        assertThat(run.submit(VERA, "/console/practice", Map.of("scenario", "else"))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/findings", "/approvals", "/tickets", "/rejections"})
    void saysWhatItMeansThatThereIsNothing(String path) {
        assertThat(page(VERA, "/console" + path).select(".empty").text()).isNotBlank();
    }

    @Test
    void endsAHoldBeforeItsTime() {
        Finding waiting = run.waiting();
        String path = "/console/findings/" + waiting.id();
        run.submit(OLIVIA, path + "/hold", Map.of("reason", "fair", "hours", "168"));
        assertThat(page(OLIVIA, path).select("button").eachText()).containsExactly("End the hold");
        assertThat(run.submit(VERA, path + "/release", Map.of("reason", "x")).status())
                .isEqualTo(403);
        assertThat(run.submit(OLIVIA, path + "/release", Map.of("reason", "")).status())
                .isEqualTo(400);
        assertThat(run.submit(OLIVIA, path + "/release", Map.of("reason", "the fair is over"))
                        .status())
                .isEqualTo(303);
        assertThat(run.submit(OLIVIA, path + "/release", Map.of("reason", "again"))
                        .status())
                .isEqualTo(409);
        run.bot.settle();
        assertThat(run.finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(page(OLIVIA, path).select(".story").text())
                .containsSubsequence("held", "released", "the fair is over", "approval asked");
    }

    @Test
    void answersSeveralAlikeAndNamesThoseThatItDidNot() {
        run.waiting();
        Tenants.alike(run, 1);
        Document page = page(OLIVIA, "/console/approvals/of/" + Tenants.RULE);
        assertThat(page.select("input[name=plan]")).hasSize(2);
        String body = page.select("input[name=plan]").eachAttr("value").stream()
                .map(value -> "plan=" + Urls.encode(value))
                .collect(Collectors.joining("&"));
        String stale = run.plan().id() + " " + "f".repeat(64);
        String fields = "token=" + run.tokens.of(OLIVIA) + "&answer=reject&reason=no&"
                + body.replace(Urls.encode(run.plan().id() + " " + run.plan().hash()), Urls.encode(stale));
        Map<String, String> headers = new HashMap<>(signedIn(OLIVIA));
        headers.put("content-type", "application/x-www-form-urlencoded");
        WebResponse answer = run.site.handle(request("POST", "/console/approvals/of/" + Tenants.RULE, headers, fields));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(Jsoup.parse(answer.body()).select("main").text())
                .contains("1 were decided", "The plan is not the one you were shown");
        assertThat(run.finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(page(VERA, "/console/approvals/of/" + Tenants.RULE).select("input[type=checkbox]"))
                .isEmpty();
    }

    @Test
    void showsWhatIsInForceAndWhatIsWrongWithTheNewest() {
        run.bot.policy("modes: [ { rules: \"storage.*\", tags: { env: dev }, mode: auto } ]");
        run.policyProblems.add("driftwarden.yaml:3:5: unknown field 'mod'\n    mod: auto\n    ^");
        String text = page(VERA, "/console/settings").select("main").text();
        assertThat(text).contains("driftwarden.yaml:3:5", "^", "storage.* tagged {env=dev}: auto", "State in memory");
    }

    @Test
    void putsNamesBesideTheIdsThatItKnows() {
        Finding waiting = run.waiting();
        String id = String.valueOf(run.actor(waiting).objectId());
        Names names =
                Names.of(FindingFile.read(run.bot.desk.book(), waiting.id()).orElseThrow());
        assertThat(names.in("Principal " + id + " may"))
                .isEqualTo("Principal " + id + " (ada.example@contoso.example) may");
        assertThat(names.in("11111111-2222-3333-4444-555555555555")).isEqualTo("11111111-2222-3333-4444-555555555555");
    }

    @Test
    void keepsTheFilterInTheAddressAndTheForm() {
        run.waiting();
        Document page = page(VERA, "/console/findings?state=awaiting-approval&severity=medium&q=docs01");
        assertThat(page.select("select[name=state] option[selected]").val()).isEqualTo("awaiting-approval");
        assertThat(page.select("select[name=severity] option[selected]").val()).isEqualTo("medium");
        assertThat(page.select("input[name=q]").val()).isEqualTo("docs01");
        assertThat(page.select(".rows > li")).isNotEmpty();
        assertThat(page(VERA, "/console/findings?state=fixed").select(".rows")).isEmpty();
    }

    @Test
    void asksToSignInAndComesBack() {
        WebResponse answer = run.site.handle(request("GET", "/console/approvals", Map.of(), ""));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(Jsoup.parse(answer.body()).select("a.button").attr("href"))
                .isEqualTo("/practice/sign-in?return=%2Fconsole%2Fapprovals");
        assertThat(run.get(SiteRun.NOROLE, "/console").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/nothing",
                "/console/findings/x",
                "/console/findings/a/b/c",
                "/consoles",
                "/else",
                "/console/assets/../pom.xml"
            })
    void answersUnknownAddressesWithAPage(String address) {
        assertThat(run.get(VERA, address).status()).isEqualTo(404);
    }

    @Test
    void refusesAddressesThatCannotBeMeant() {
        assertThat(run.get(VERA, "/console/findings?cursor=%00").status()).isEqualTo(400);
        assertThat(run.get(VERA, "/console/tickets?cursor=%21").status()).isEqualTo(400);
        assertThat(run.get(VERA, "/console/findings?severity=worst").status()).isEqualTo(400);
        assertThat(run.site
                        .handle(request("PUT", "/console", signedIn(PAT), ""))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void forbidsEverythingThatItDoesNotNeed() {
        WebResponse page = run.get(VERA, "/console");
        assertThat(page.headers().get("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers())
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Cache-Control", "no-store");
        Document document = Jsoup.parse(page.body());
        assertThat(document.select("style, [style], script:not([src]), [onclick]"))
                .isEmpty();
        for (String asset : document.select("script[src]").eachAttr("src")) {
            assertThat(run.get(VERA, asset).status()).isEqualTo(200);
        }
        assertThat(run.get(VERA, "/console/assets/console.css").headers().get("Content-Type"))
                .startsWith("text/css");
    }
}
