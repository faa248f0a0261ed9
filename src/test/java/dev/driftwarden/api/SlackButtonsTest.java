package dev.driftwarden.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.e2e.BotRun;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.outbound.Secret;
import dev.driftwarden.outbound.Signature;
import dev.driftwarden.site.Urls;
import dev.driftwarden.store.WorkQueues.Delivery;
import dev.driftwarden.web.WebRequest;
import dev.driftwarden.web.WebResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackButtonsTest {
    private static final Secret KEY = new Secret("0123456789abcdef");
    private static final String PEOPLE = """
            modes: [ { rules: "*", mode: approve } ]
            people:
              - { slack: U000000001, object-id: 00000000-0000-0000-0000-0000000000c1, name: Olivia, roles: [Driftwarden.Approver] }
              - { slack: U000000002, object-id: 00000000-0000-0000-0000-0000000000c2, name: Vera, roles: [Driftwarden.Viewer] }
            """;

    private SiteRun run;
    private Site site;

    @BeforeEach
    void start() {
        run = new SiteRun();
        run.waiting();
        run.bot.policy(PEOPLE);
        site = new Site(run.parts, new SlackButtons(run.bot.desk, KEY));
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private static String body(String user, String action, String value) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("type", "block_actions");
        payload.putObject("user").put("id", user).put("username", "x");
        payload.put("response_url", "https://hooks.slack.com/actions/T0/1/x");
        payload.putArray("actions").addObject().put("action_id", action).put("value", value);
        return "payload=" + Urls.encode(payload.toString());
    }

    private String value() {
        return run.plan().id() + " " + run.plan().hash();
    }

    private WebResponse press(String user, String action, String value) {
        String body = body(user, action, value);
        String timestamp = String.valueOf(run.bot.clock.instant().getEpochSecond());
        return post(body, timestamp, "v0=" + Signature.hex(KEY, "v0:" + timestamp + ":" + body));
    }

    private WebResponse post(String body, String timestamp, String signature) {
        return site.handle(new WebRequest(
                "POST",
                SlackButtons.PATH,
                Map.of(),
                Map.of(
                        "content-type", "application/x-www-form-urlencoded",
                        "x-slack-request-timestamp", timestamp,
                        "x-slack-signature", signature),
                body));
    }

    private String replied() {
        List<Delivery> waiting = run.bot.store.queues().receive(Jobs.OUTWARD, 10, Duration.ofSeconds(1));
        return waiting.isEmpty() ? "" : waiting.get(waiting.size() - 1).body();
    }

    private FindingState state() {
        return run.finding().state();
    }

    @Test
    void takesAPressOfAKnownPersonAsAnApproval() {
        assertThat(press("U000000001", "approve", value()).status()).isEqualTo(200);
        assertThat(state()).isEqualTo(FindingState.APPLYING);
        assertThat(replied()).contains("Approved: the fix is being written.");
        run.bot.settle();
        assertThat(state()).isEqualTo(FindingState.FIXED);
        assertThat(run.bot.story(BotRun.DOCS, "storage.blob-public-access")).contains("approved", "verified");
    }

    @Test
    void takesARejection() {
        press("U000000001", "reject", value());
        assertThat(state()).isEqualTo(FindingState.OPEN);
    }

    @Test
    void pressingTwiceApprovesOnce() {
        press("U000000001", "approve", value());
        press("U000000001", "approve", value());
        assertThat(run.bot.story(BotRun.DOCS, "storage.blob-public-access"))
                .filteredOn("approved"::equals)
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"U000000009, is (key 'people')", "U000000002, Only people with the role Driftwarden.Approver"})
    void doesNothingForSomebodyWhoMayNot(String user, String said) {
        assertThat(press(user, "approve", value()).status()).isEqualTo(200);
        assertThat(state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(replied()).contains(said);
    }

    @Test
    void doesNothingForWhoeverMadeTheChange() {
        String actor = String.valueOf(run.actor(run.finding()).objectId());
        run.bot.policy(PEOPLE.replace("00000000-0000-0000-0000-0000000000c1", actor));
        press("U000000001", "approve", value());
        assertThat(state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(replied()).contains("You made the change");
    }

    @Test
    void doesNothingForAPlanThatIsNotTheOneShown() {
        press("U000000001", "approve", run.plan().id() + " " + "0".repeat(64));
        assertThat(state()).isEqualTo(FindingState.AWAITING_APPROVAL);
    }

    @Test
    void believesOnlySlack() {
        String body = body("U000000001", "approve", value());
        long now = run.bot.clock.instant().getEpochSecond();
        String good = "v0=" + Signature.hex(KEY, "v0:" + now + ":" + body);
        long old = now - 301;
        String oldSignature = "v0=" + Signature.hex(KEY, "v0:" + old + ":" + body);
        String foreign = "v0=" + Signature.hex(new Secret("another"), "v0:" + now + ":" + body);

        assertThat(post(body, String.valueOf(now), "").status()).isEqualTo(401);
        assertThat(post(body, String.valueOf(now), foreign).status()).isEqualTo(401);
        assertThat(post(body, String.valueOf(now), good.toUpperCase(Locale.ROOT))
                        .status())
                .isEqualTo(401);
        assertThat(post(body + "&x=1", String.valueOf(now), good).status()).isEqualTo(401);
        assertThat(post(body, String.valueOf(now + 1), good).status()).isEqualTo(401);
        assertThat(post(body, "", good).status()).isEqualTo(401);
        assertThat(post(body, String.valueOf(old), oldSignature).status()).isEqualTo(401);
        assertThat(post("x".repeat(70_000), String.valueOf(now), good).status()).isEqualTo(401);
        assertThat(state()).isEqualTo(FindingState.AWAITING_APPROVAL);
        assertThat(post(body, String.valueOf(now), good).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"open, x", "approve, onlyone", "approve, a b c", "'', ''"})
    void passesOverWhatIsNoAnswer(String action, String value) {
        assertThat(press("U000000001", action, value).status()).isEqualTo(200);
        assertThat(replied()).isEmpty();
    }

    @Test
    void isNotThereWithoutASigningSecret() {
        site = new Site(run.parts);
        assertThat(press("U000000001", "approve", value()).status()).isIn(404, 401, 415);
        assertThat(state()).isEqualTo(FindingState.AWAITING_APPROVAL);
    }

    @Test
    void changesNothingOnGet() {
        assertThat(site.handle(new WebRequest("GET", SlackButtons.PATH, Map.of(), Map.of(), ""))
                        .status())
                .isEqualTo(405);
    }
}
