package dev.driftwarden.api;

import static dev.driftwarden.api.SiteRun.OLIVIA;
import static dev.driftwarden.api.SiteRun.PAT;
import static dev.driftwarden.api.SiteRun.VERA;
import static dev.driftwarden.api.SiteRun.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.e2e.BotRun;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.web.WebResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exemptions and stages as people and programs set them. */
class GoverningTest {
    private static final String RULE = "storage.https-only";
    private static final String STAGE = "/api/v1/rules/" + RULE + "/stage";
    private static final String ALLOW = "promotions: { allow: [ { rules: \"storage.*\", up-to: auto } ] }\n";

    private SiteRun run;

    @BeforeEach
    void start() {
        run = new SiteRun();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private void drift(String body) {
        run.bot.send("PATCH", BotRun.DOCS, "2023-05-01", body);
        run.bot.settle();
    }

    private void drift() {
        drift("{\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
    }

    private Finding finding() {
        return run.bot.finding(BotRun.DOCS, RULE).orElseThrow();
    }

    private String exemption(String rules, String scope, Duration until) {
        return "{\"rules\":\"%s\",\"scope\":\"%s\",\"reason\":\"migration\",\"until\":\"%s\"}"
                .formatted(rules, scope, run.bot.clock.instant().plus(until));
    }

    @Test
    void anExemptionEndsTheQuestionAndItsEndAsksAgain() {
        run.bot.policy("modes: [ { rules: \"storage.*\", mode: approve } ]");
        drift();
        assertThat(finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);

        String wish = exemption(RULE, BotRun.PRODUCTION, Duration.ofDays(10));
        assertThat(run.post(PAT, "/api/v1/exemptions", wish).status()).isEqualTo(200);
        assertThat(json(run.post(PAT, "/api/v1/exemptions", wish)).path("done").asText())
                .contains("already");
        run.bot.settle();
        assertThat(finding().state()).isEqualTo(FindingState.OPEN);
        assertThat(String.valueOf(finding().decision())).contains("Exempt (by console, owner pat");

        JsonNode listed = json(run.get(VERA, "/api/v1/exemptions")).path("console");
        assertThat(listed).hasSize(1);
        String end = "/api/v1/exemptions/" + listed.at("/0/id").asText() + "/end";
        assertThat(run.post(OLIVIA, end, "{\"reason\":\"done\"}").status()).isEqualTo(403);
        assertThat(run.post(PAT, end, "{\"reason\":\"\"}").status()).isEqualTo(400);
        assertThat(run.post(PAT, end, "{\"reason\":\"done\"}").status()).isEqualTo(200);
        assertThat(run.post(PAT, end, "{\"reason\":\"done\"}").status()).isEqualTo(404);
        run.bot.settle();
        assertThat(finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
    }

    @Test
    void anExemptionIsAnnouncedTwiceAndEndsByItself() {
        run.bot.policy("modes: [ { rules: \"storage.*\", mode: approve } ]");
        drift();
        run.post(PAT, "/api/v1/exemptions", exemption(RULE, BotRun.PRODUCTION, Duration.ofDays(10)));
        run.bot.settle();
        for (int day = 0; day < 11; day++) {
            run.bot.housekeeping();
            run.bot.housekeeping();
            run.bot.clock.advance(Duration.ofDays(1));
        }
        assertThat(audited("exemption-ending")).isEqualTo(2);
        assertThat(audited("exemption-ended")).isOne();
        run.bot.settle();
        assertThat(finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(json(run.get(VERA, "/api/v1/exemptions")).path("console")).isEmpty();
    }

    private long audited(String kind) {
        return run.bot.store.records().page("audit", "main", "", null, 1000).items().stream()
                .filter(entry ->
                        entry.json().contains(kind + "\\\"") || entry.json().contains("\"" + kind + "\""))
                .count();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage.nothing    | /subscriptions/00000000-0000-0000-0000-00000000000a | P10D | 400 | No rule is called",
                "storage.https-only | https://evil.example/x                             | P10D | 400 | no resource id",
                "storage.https-only | /subscriptions/00000000-0000-0000-0000-00000000000a | P91D | 400 | at most",
                "storage.https-only | /subscriptions/00000000-0000-0000-0000-00000000000a | PT0S | 400 | in the future",
                "network.*          | /subscriptions/00000000-0000-0000-0000-00000000000a | P10D | 403 | allows no exemptions from",
            })
    void refusesExemptionsThatThePolicyDoesNotAllow(
            String rules, String scope, Duration until, int status, String text) {
        run.bot.policy("exemptions-from: { console: { rules: \"storage.*\" } }");
        WebResponse refused = run.post(PAT, "/api/v1/exemptions", exemption(rules, scope, until));
        assertThat(refused.status()).isEqualTo(status);
        assertThat(json(refused).path("detail").asText()).contains(text);
    }

    @Test
    void showsMalformedTagsUntilTheyAreMended() {
        run.bot.policy("defaults: { mode: ticket }\nexemptions-from: { tags: {} }");
        drift("{\"tags\":{\"driftwarden-exempt\":\"" + RULE + "; until=2031-01-31; reason=<b>x</b>\"},"
                + "\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
        assertThat(json(run.get(VERA, "/api/v1/exemptions"))
                        .at("/tags/0/problem")
                        .asText())
                .contains("no owner");
        assertThat(run.get(VERA, "/console/exemptions").body())
                .contains("Malformed", "&lt;b&gt;x&lt;/b&gt;")
                .doesNotContain("<b>x");
        assertThat(String.valueOf(finding().decision())).contains("exempts nothing");
        drift("{\"tags\":{\"a\":\"b\"}}");
        assertThat(finding().state()).isEqualTo(FindingState.TICKETED);
    }

    @Test
    void honoursExemptionsOfAzurePolicyThatThePolicyFileNames() {
        String policy = "modes: [ { rules: \"storage.*\", mode: approve } ]\n";
        run.bot.send(
                "PUT",
                ResourceId.parse(BotRun.DOCS + "/providers/Microsoft.Authorization/policyExemptions/scanner"),
                "2022-07-01-preview",
                "{\"properties\":{\"policyAssignmentId\":\"" + BotRun.PRODUCTION
                        + "/providers/Microsoft.Authorization/policyAssignments/https-everywhere\","
                        + "\"exemptionCategory\":\"Waiver\",\"description\":\"old scanner\","
                        + "\"expiresOn\":\"2031-01-31T00:00:00Z\",\"metadata\":{\"requestedBy\":\"docs team\"}}}");
        run.bot.policy(policy);
        drift();
        assertThat(finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        run.bot.policy(policy
                + "exemptions-from: { azure-policy: [ { assignment: HTTPS-everywhere, rules: \"storage.*\" } ] }");
        drift();
        assertThat(finding().state()).isEqualTo(FindingState.OPEN);
        assertThat(String.valueOf(finding().decision())).contains("Exempt (by azure, owner docs team", "old scanner");
        assertThat(json(run.get(VERA, "/api/v1/exemptions"))
                        .at("/azurePolicy/0/owner")
                        .asText())
                .isEqualTo("docs team");
        assertThat(run.get(VERA, "/console/exemptions").body())
                .contains("azure policy", "docs team", "old scanner")
                .doesNotContain("Malformed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"description":"old scanner","metadata":{"requestedBy":"docs"}}                                    | it has no end
            {"expiresOn":"2031-01-31T00:00:00Z","metadata":{"requestedBy":"docs"}}                             | it has no reason
            {"expiresOn":"2031-01-31T00:00:00Z","description":"x","metadata":{"requestedBy":"docs"},"resourceSelectors":[{"name":"some"}]} | a selection
            {"expiresOn":"2031-01-31T00:00:00Z","description":"x","metadata":{"requestedBy":"docs"},"policyDefinitionReferenceIds":["a"]} | some policies of an initiative
            """)
    void showsAnExemptionOfAzurePolicyThatExemptsNothing(String properties, String problem) {
        String assignment = BotRun.PRODUCTION + "/providers/Microsoft.Authorization/policyAssignments/https-everywhere";
        run.bot.send(
                "PUT",
                ResourceId.parse(BotRun.DOCS + "/providers/Microsoft.Authorization/policyExemptions/scanner"),
                "2022-07-01-preview",
                "{\"properties\":" + properties.replaceFirst("[{]", "{\"policyAssignmentId\":\"" + assignment + "\",")
                        + "}");
        run.bot.policy("modes: [ { rules: \"storage.*\", mode: approve } ]\n"
                + "exemptions-from: { azure-policy: [ { assignment: https-everywhere, rules: \"storage.*\" } ] }");
        drift();
        assertThat(finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(run.get(VERA, "/console/exemptions").body()).contains("Malformed", "Azure Policy", problem);
    }

    @Test
    void aRuleIsPromotedFromItsShadowAndFixesTheNextDrift() {
        run.bot.policy("defaults: { mode: observe }\n" + ALLOW);
        long before = run.bot.writes();
        drift();
        drift();
        assertThat(run.bot.writes()).isEqualTo(before + 2);
        JsonNode rule = json(run.get(VERA, "/api/v1/rules/" + RULE));
        assertThat(rule.at("/shadow/wouldHaveWritten").asInt()).isOne();
        assertThat(rule.at("/shadow/items/0/findingId").asText())
                .isEqualTo(finding().id().value());
        assertThat(rule.path("furthest").asText()).isEqualTo("auto");
        assertThat(run.get(PAT, "/console/rules/" + RULE).body()).contains("Promote to auto");
        assertThat(run.get(VERA, "/console/rules/" + RULE).body()).doesNotContain("Promote to");

        WebResponse promoted = run.submit(
                PAT, "/console/rules/" + RULE + "/stage", Map.of("mode", "auto", "reason", "shadow was right"));
        assertThat(promoted.status()).isEqualTo(303);
        assertThat(finding().state()).isEqualTo(FindingState.OPEN);
        drift("{\"tags\":{\"next\":\"change\"}}");
        assertThat(finding().state()).isEqualTo(FindingState.FIXED);
        assertThat(json(run.get(VERA, "/api/v1/rules/" + RULE))
                        .at("/stage/mode")
                        .asText())
                .isEqualTo("auto");

        assertThat(run.post(PAT, STAGE, "{\"mode\":\"policy\",\"reason\":\"enough\"}")
                        .status())
                .isEqualTo(200);
        drift();
        assertThat(finding().state()).isEqualTo(FindingState.OPEN);
    }

    @Test
    void aDemotionEndsOpenQuestions() {
        run.bot.policy("modes: [ { rules: \"storage.*\", mode: approve } ]");
        drift();
        assertThat(finding().state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(run.post(PAT, STAGE, "{\"mode\":\"observe\",\"reason\":\"noise\"}")
                        .status())
                .isEqualTo(200);
        run.bot.settle();
        assertThat(finding().state()).isEqualTo(FindingState.OPEN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"mode\":\"approve\",\"reason\":\"x\"} | 403 | no further than observe",
                "{\"mode\":\"observe\",\"reason\":\"\"}  | 400 | needs a reason",
                "{\"mode\":\"off\",\"reason\":\"x\"}     | 400 | one of observe",
                "{\"mode\":\"observe\",\"reason\":\"x\"} | 200 | ''",
            })
    void stagesNoRuleFurtherThanThePolicyAllows(String body, int status, String text) {
        run.bot.policy("defaults: { mode: observe }");
        WebResponse answer = run.post(PAT, STAGE, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(text);
        assertThat(run.post(OLIVIA, STAGE, body.replace("off", "observe")).status())
                .isEqualTo(403);
    }
}
