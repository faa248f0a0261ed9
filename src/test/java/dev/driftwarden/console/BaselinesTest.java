package dev.driftwarden.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.driftwarden.api.SiteRun.OLIVIA;
import static dev.driftwarden.api.SiteRun.PAT;
import static dev.driftwarden.api.SiteRun.VERA;
import static dev.driftwarden.api.SiteRun.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.driftwarden.api.SiteRun;
import dev.driftwarden.baseline.Baselines;
import dev.driftwarden.engine.Person;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.web.WebResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy of the directory protects less, and people see it, accept it or put it back: over HTTP and in a browser. */
class BaselinesTest {
    private static final String RULE = "entra.ca-mfa-policy-drift";
    private static final ResourceId POLICY =
            ResourceId.parse("/graph/identity/conditionalAccess/policies/66666666-0000-0000-0000-000000000003");
    private static final String ID = Baselines.shortId(POLICY);
    private static final String API = "/api/v1/baselines/" + ID;
    private static final String PAGE = "/console/baselines/" + ID;
    private static final Person ADA = new Person("11111111-0000-0000-0000-000000000001", "ada", OLIVIA.roles());

    private SiteRun run;

    @BeforeEach
    void weaken() {
        run = new SiteRun();
        run.bot.judging(type -> type.name().startsWith("Microsoft.Graph/identity/conditionalAccess"));
        run.bot.policy("defaults: { mode: approve }\n");
        run.bot.watchDirectory();
        run.bot.settle();
        assertThat(pending().isObject()).isFalse();
        run.bot.graph("PATCH", POLICY, "{\"state\":\"disabled\"}");
        run.bot.settle();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private JsonNode pending() {
        return json(run.get(VERA, API)).path("pending");
    }

    private String acceptance(String hash, String reason) {
        return "{\"hash\":\"" + hash + "\",\"reason\":\"" + reason + "\"}";
    }

    private FindingState state() {
        return run.bot.finding(POLICY, RULE).orElseThrow().state();
    }

    @Test
    void listsWhatProtectsLessFirstAndSaysWhoDidIt() {
        assertThat(pending().path("who").asText()).contains("ada");
        JsonNode items = json(run.get(VERA, "/api/v1/baselines")).path("items");
        assertThat(items).hasSizeGreaterThan(2);
        assertThat(items.findValuesAsText("id")).contains(ID);
        assertThat(items.findParents("body")).isEmpty();
        String list = run.get(VERA, "/console/baselines").body();
        assertThat(list).contains("Changed, and protects less: Require MFA for Azure management");
        assertThat(list.indexOf("protects less: Require MFA")).isLessThan(list.indexOf("no longer"));
    }

    /** Whoever only reads, whoever made the change, and whoever saw another state accepts nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vera   | current | wanted | 403 | Only people with the role",
                "ada    | current | wanted | 403 | You made this change",
                "olivia | other   | wanted | 412 | no longer in the state that you were shown",
                "olivia | current | ''     | 400 | needs a reason",
            })
    void acceptsOnlyOnTheWordOfWhoMay(String who, String hash, String reason, int status, String text) {
        Person person = Objects.requireNonNull(
                Map.of("vera", VERA, "ada", ADA, "olivia", OLIVIA).get(who));
        String shown = hash.equals("current") ? pending().path("hash").asText() : "0".repeat(64);
        WebResponse refused = run.post(person, API + "/accept", acceptance(shown, reason));
        assertThat(refused.status()).isEqualTo(status);
        assertThat(json(refused).path("detail").asText()).contains(text);
        Map<String, String> fields = Map.of("hash", shown, "reason", reason);
        assertThat(run.submit(person, PAGE + "/accept", fields).status()).isEqualTo(status);
        assertThat(pending().isObject()).isTrue();
        assertThat(state()).isEqualTo(FindingState.AWAITING_APPROVAL);
    }

    @Test
    void takesNoFormOfAnotherSiteAndNoOldTag() {
        String hash = pending().path("hash").asText();
        Map<String, String> fields = Map.of("hash", hash, "reason", "wanted", "token", "forged");
        assertThat(run.submit(OLIVIA, PAGE + "/accept", fields).status()).isEqualTo(403);
        Map<String, String> foreign = new HashMap<>(SiteRun.signedIn(OLIVIA));
        foreign.put("sec-fetch-site", "cross-site");
        assertThat(run.form(
                                PAGE + "/accept",
                                foreign,
                                Map.of("hash", hash, "reason", "wanted", "token", run.tokens.of(OLIVIA)))
                        .status())
                .isEqualTo(403);

        Map<String, String> headers = new HashMap<>(SiteRun.signedIn(OLIVIA));
        headers.put("content-type", "application/json");
        headers.put("if-match", "\"old\"");
        assertThat(run.site
                        .handle(SiteRun.request("POST", API + "/accept", headers, acceptance(hash, "wanted")))
                        .status())
                .isEqualTo(412);
        headers.put("if-match", String.valueOf(run.get(OLIVIA, API).headers().get("ETag")));
        assertThat(run.site
                        .handle(SiteRun.request("POST", API + "/accept", headers, acceptance(hash, "wanted")))
                        .status())
                .isEqualTo(200);
        run.bot.settle();
        assertThat(pending().isObject()).isFalse();
        assertThat(state()).isEqualTo(FindingState.RESOLVED);
        assertThat(json(run.get(VERA, API)).at("/accepted/by").asText()).contains("olivia");
    }

    @ParameterizedTest
    @CsvSource({"360, DARK", "1280, LIGHT"})
    void aPersonReadsWhatChangedAndAcceptsIt(int width, ColorScheme scheme) {
        try (Chromium chromium = Chromium.open();
                SiteServer server = new SiteServer(run, OLIVIA);
                BrowserContext context = chromium.context(width, scheme)) {
            Page page = chromium.visit(context, server.address() + "/console/baselines");
            assertThat(Chromium.faults(page)).isEmpty();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("protects less"))
                    .click();
            assertThat(page.locator(".words")).containsText("no longer enforced");
            assertThat(page.locator("main")).containsText("changed by");
            assertThat(Chromium.faults(page)).isEmpty();
            assertThat(Chromium.width(page)).isLessThanOrEqualTo(width);
            page.getByLabel("Reason").fill("replaced by another policy");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Accept what is there now"))
                    .click();
            assertThat(page.locator(".banner.done")).containsText("Accepted");
            run.bot.settle();
            assertThat(chromium.complaints).isEmpty();
        }
        assertThat(state()).isEqualTo(FindingState.RESOLVED);
    }

    @Test
    void aPersonPutsItBackFromItsFinding() {
        try (Chromium chromium = Chromium.open();
                SiteServer server = new SiteServer(run, PAT);
                BrowserContext context = chromium.context(Chromium.PHONE, ColorScheme.LIGHT)) {
            Page page = chromium.visit(context, server.address() + PAGE);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Findings about it"))
                    .click();
            page.locator(".rows a").first().click();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Approve the fix"))
                    .click();
            assertThat(page.locator("#live .chips")).containsText("applying");
            run.bot.settle();
            assertThat(page.locator("#live .chips")).containsText("fixed");
            page.navigate(server.address() + PAGE);
            assertThat(page.locator("main")).containsText("What is there now is what was accepted.");
        }
        assertThat(run.bot.live(POLICY).path("state").asText()).isEqualTo("enabled");
        assertThat(state()).isEqualTo(FindingState.FIXED);
    }
}
