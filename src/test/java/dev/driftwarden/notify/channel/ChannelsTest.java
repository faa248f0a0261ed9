package dev.driftwarden.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.notify.Message;
import dev.driftwarden.notify.Message.Fact;
import dev.driftwarden.notify.Message.Question;
import dev.driftwarden.outbound.GuardedHttp;
import dev.driftwarden.outbound.GuardedSmtp;
import dev.driftwarden.outbound.OutboundException;
import dev.driftwarden.outbound.OutboundException.Kind;
import dev.driftwarden.outbound.OutboundHosts;
import dev.driftwarden.outbound.Secret;
import dev.driftwarden.outbound.Secrets;
import dev.driftwarden.outbound.Signature;
import dev.driftwarden.policy.Channel;
import dev.driftwarden.policy.Channel.Protection;
import dev.driftwarden.policy.Channel.Target;
import dev.driftwarden.policy.Flood;
import dev.driftwarden.policy.SecretName;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.testing.HostileTexts;
import dev.driftwarden.testing.MailStandIn;
import dev.driftwarden.testing.MailStandIn.Taken;
import dev.driftwarden.testing.MailStandIn.Way;
import dev.driftwarden.testing.MutableClock;
import dev.driftwarden.testing.StandIn;
import dev.driftwarden.testing.StandIn.Asked;
import dev.driftwarden.testing.StandIn.Reply;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest {
    private static final SecretName ADDRESS = new SecretName("DRIFTWARDEN_SECRET_ADDRESS");
    private static final SecretName KEY = new SecretName("DRIFTWARDEN_SECRET_KEY");
    private static final String ACCESS_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final StandIn outside = new StandIn();
    private final MutableClock clock = MutableClock.atNoon();
    private final Secrets secrets =
            name -> new Secret(name.equals(ADDRESS) ? outside.address() + "/hook?sig=planted-secret" : ACCESS_KEY);
    private final OutboundHosts hosts = new OutboundHosts(List.of(), Set.of("127.0.0.1"));
    private final MailStandIn mails = new MailStandIn(Way.PLAIN, /* login= */ false);
    private final Channels channels = new Channels(
            new GuardedHttp(hosts, clock),
            new GuardedSmtp(hosts, secrets, clock),
            secrets,
            scope -> new Secret("token for " + scope),
            clock);

    @BeforeEach
    void answer() {
        outside.always("POST /hook", 202, "ok")
                .always("POST /emails:send", 202, "{\"id\":\"1\",\"status\":\"Running\"}");
    }

    @AfterEach
    void stop() {
        outside.close();
        mails.close();
    }

    private Target target(String type) {
        return switch (type) {
            case "teams" -> new Channel.Teams(ADDRESS);
            case "slack" -> new Channel.Slack(ADDRESS, /* buttons= */ true);
            case "email" ->
                new Channel.Email(outside.address(), KEY, "bot@contoso.example", List.of("oncall@contoso.example"));
            default -> new Channel.Webhook(URI.create(outside.address() + "/hook"), KEY);
        };
    }

    private JsonNode sent(String type, Message message) {
        channels.send(new Channel("c", target(type), null, Flood.OF_NOTICES), message);
        List<Asked> asked = outside.asked();
        return asked.get(asked.size() - 1).json();
    }

    private Message message(String text, int facts) {
        return new Message(
                "id-1",
                "approval-needed",
                clock.instant(),
                Severity.HIGH,
                "Anonymous blob access is allowed: " + text,
                text,
                Collections.nCopies(facts, new Fact("Changed by", text)),
                List.of("properties.allowBlobPublicAccess: true → false", text),
                List.of(text),
                "https://driftwarden.example/console/findings/1",
                new Question("plan-1", "hash-1"));
    }

    /** Every text of a tree. */
    private static List<String> texts(JsonNode tree) {
        List<String> texts = new ArrayList<>();
        if (tree.isTextual()) {
            texts.add(tree.asText());
        }
        tree.forEach(child -> texts.addAll(texts(child)));
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"teams", "slack", "email", "webhook"})
    void saysWhatWhoAndWhatTheFixChanges(String type) {
        String all = String.join("\n", texts(sent(type, message("ada@contoso.example did it", 1))));
        assertThat(all)
                .contains(
                        "Anonymous blob access is allowed",
                        "ada@contoso.example did it",
                        "properties.allowBlobPublicAccess: true → false",
                        "https://driftwarden.example/console/findings/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"teams", "slack", "email", "webhook"})
    void writesHostileTextAsText(String type) {
        for (String hostile : HostileTexts.ALL) {
            JsonNode sent = sent(type, message(hostile, 7));
            assertThat(sent.toString().getBytes(StandardCharsets.UTF_8).length)
                    .isLessThan(type.equals("webhook") ? 400_000 : 90_000);
            assertThat(sent.has("x")).isFalse();
            if (!type.equals("webhook")) {
                assertThat(texts(sent)).noneMatch(text -> text.contains("\u202E") || text.contains("\u0000"));
            }
        }
        assertThat(outside.asked())
                .allSatisfy(asked -> assertThat(asked.headers()).doesNotContainKey("x-injected"));
    }

    @Test
    void keepsATeamsCardBelowItsLimitAndWithOneActionThatOnlyOpens() {
        for (String hostile : HostileTexts.ALL) {
            JsonNode sent = sent("teams", message(hostile, 40));
            assertThat(sent.toString().getBytes(StandardCharsets.UTF_8).length).isLessThan(28_000);
            JsonNode card = sent.at("/attachments/0/content");
            assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
            assertThat(card.path("actions")).hasSize(1);
            assertThat(card.at("/actions/0/type").asText()).isEqualTo("Action.OpenUrl");
            // Text runs know no Markdown; a TextBlock or a FactSet does.
            assertThat(card.path("body"))
                    .allSatisfy(block -> assertThat(block.path("type").asText()).isEqualTo("RichTextBlock"));
        }
    }

    @Test
    void usesOnlyPlainTextInSlack() {
        for (String hostile : HostileTexts.ALL) {
            JsonNode sent = sent("slack", message(hostile, 3));
            assertThat(sent.path("text").asText()).doesNotContain("<", ">");
            assertThat(sent.path("blocks").size()).isLessThanOrEqualTo(50);
            Stream.of("/blocks/0/text", "/blocks/1/text", "/blocks/2/text", "/blocks/3/text")
                    .forEach(path -> {
                        assertThat(sent.at(path).path("type").asText()).isEqualTo("plain_text");
                        assertThat(sent.at(path).path("text").asText().length()).isBetween(1, 3_000);
                        assertThat(sent.at(path).path("emoji").asBoolean(true)).isFalse();
                    });
            assertThat(sent.at("/blocks/0/text/text").asText().length()).isLessThanOrEqualTo(150);
        }
    }

    @Test
    void putsThePlanAndItsHashOnSlackButtons() {
        JsonNode actions = sent("slack", message("x", 1)).findParent("elements");
        assertThat(actions.at("/elements/0/action_id").asText()).isEqualTo("approve");
        assertThat(actions.at("/elements/0/value").asText()).isEqualTo("plan-1 hash-1");
        assertThat(actions.at("/elements/2/url").asText()).startsWith("https://driftwarden.example/");
    }

    @Test
    void sendsMailSignedAsTheServiceAsks() {
        JsonNode mail = sent("email", message("a\r\nBcc: evil@evil.example", 1));
        assertThat(mail.at("/content/subject").asText())
                .doesNotContain("\n", "\r")
                .startsWith("[Driftwarden] ");
        assertThat(mail.at("/recipients/to/0/address").asText()).isEqualTo("oncall@contoso.example");
        Asked asked = outside.asked().get(0);
        String digest = asked.headers().get("x-ms-content-sha256");
        String signed = "POST\n" + asked.path() + "\n" + asked.headers().get("x-ms-date") + ";"
                + asked.headers().get("host") + ";" + digest;
        String signature = Base64.getEncoder().encodeToString(Signature.hmac(new byte[32], signed));
        assertThat(asked.headers().get("authorization"))
                .isEqualTo("HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=" + signature);
        sent("email", message("again", 1));
        assertThat(outside.asked().get(1).headers().get("operation-id"))
                .isEqualTo(asked.headers().get("operation-id"));
    }

    @Test
    void sendsMailAsTheBotItselfWhenNoKeyIsNamed() {
        Target target = new Channel.Email(
                outside.address(), /* key= */ null, "bot@contoso.example", List.of("oncall@contoso.example"));
        channels.send(new Channel("c", target, null, Flood.OF_NOTICES), message("x", 1));
        assertThat(outside.asked().get(0).headers())
                .containsEntry("authorization", "Bearer token for https://communication.azure.com/.default")
                .doesNotContainKey("x-ms-content-sha256");
    }

    @Test
    void sendsTheSameByAMailServer() throws Exception {
        Target server = new Channel.Smtp(
                "127.0.0.1",
                mails.port(),
                Protection.NONE,
                null,
                "bot@contoso.example",
                List.of("oncall@contoso.example"));
        for (String hostile : HostileTexts.ALL) {
            channels.send(new Channel("c", server, null, Flood.OF_NOTICES), message(hostile, 3));
        }
        assertThat(mails.taken()).hasSameSizeAs(HostileTexts.ALL);
        for (Taken taken : mails.taken()) {
            MimeMultipart parts = (MimeMultipart) taken.message().getContent();
            String text = parts.getBodyPart(0).getContent().toString();
            assertThat(text)
                    .contains("What the fix changes:", "allowBlobPublicAccess: true → false", "Changed by: ")
                    .contains("https://driftwarden.example/console/findings/1")
                    .doesNotContain("\u202E", "\u0000");
            Document page = Jsoup.parse(parts.getBodyPart(1).getContent().toString());
            assertThat(page.select("script, img, [onerror], link, iframe")).isEmpty();
            assertThat(page.select("a"))
                    .singleElement()
                    .satisfies(link ->
                            assertThat(link.attr("href")).isEqualTo("https://driftwarden.example/console/findings/1"));
            assertThat(page.select("th")).hasSize(3);
        }
    }

    @Test
    void keepsTheSecretAddressToItself() {
        outside.next("POST /hook", Reply.of(404, "no such flow"));
        OutboundException failure = catchThrowableOfType(OutboundException.class, () -> sent("teams", message("x", 1)));
        assertThat(failure.kind()).isEqualTo(Kind.GONE);
        assertThat(failure).hasMessageNotContaining("planted-secret").hasMessageContaining("127.0.0.1");
    }

    @Test
    void repliesOnlyToSlack() {
        OutboundException failure =
                catchThrowableOfType(OutboundException.class, () -> channels.reply(outside.address() + "/hook", "x"));
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(outside.asked()).isEmpty();
    }
}
