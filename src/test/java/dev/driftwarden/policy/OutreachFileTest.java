package dev.driftwarden.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.rule.Severity;
import dev.driftwarden.yaml.Issues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutreachFileTest {
    private static final String GOOD = """
            owner-tag: team
            channels:
              - { name: on-call, type: slack, address: DRIFTWARDEN_SECRET_SLACK, buttons: true }
              - name: platform
                type: teams
                address: DRIFTWARDEN_SECRET_TEAMS
                quiet: { from: "22:00", to: "07:00", zone: Europe/Berlin, except: [critical] }
                flood: { more-than: 5, within: PT5M }
              - { name: mail, type: email, endpoint: "https://contoso.communication.azure.com", key: DRIFTWARDEN_SECRET_MAIL, from: bot@contoso.example, to: [oncall@contoso.example] }
              - { name: own-mail, type: email, endpoint: "https://contoso.communication.azure.com", from: bot@contoso.example, to: oncall@contoso.example }
              - { name: server, type: smtp, server: SMTP.contoso.example, tls: implicit, user: bot, password: DRIFTWARDEN_SECRET_SMTP, from: bot@contoso.example, to: [oncall@contoso.example] }
              - { name: relay, type: smtp, server: relay.contoso.example, from: bot@contoso.example, to: [oncall@contoso.example] }
              - { name: try-out, type: smtp, server: 127.0.0.1, port: 3025, tls: none, from: bot@contoso.example, to: [oncall@contoso.example] }
              - { name: hub, type: webhook, url: "https://hooks.contoso.example/d", key: DRIFTWARDEN_SECRET_HUB }
            routes:
              - { channels: [on-call], kinds: [approval-needed, fix-failed], severity: [high, critical] }
              - { channels: platform, rules: "storage.*", owners: [docs] }
            tickets: { system: github, repository: contoso/platform, token: DRIFTWARDEN_SECRET_GITHUB, assign: { docs: octocat } }
            people:
              - { slack: U012AB3CD, object-id: 00000000-0000-0000-0000-0000000000B1, name: Olivia, roles: [Driftwarden.Approver] }
            """;

    private static Optional<Policy> read(String text, Issues issues) {
        return PolicyFile.read("p.yaml", text, Map.of("storage.min-tls", Map.of()), issues);
    }

    @Test
    void readsEverything() {
        Issues issues = new Issues();
        Outreach outreach = read(GOOD, issues)
                .orElseThrow(() -> new AssertionError(issues.render()))
                .outreach();

        assertThat(outreach.channels())
                .extracting(channel -> channel.target().type())
                .containsExactly("slack", "teams", "email", "email", "smtp", "smtp", "smtp", "webhook");
        assertThat(outreach.channel("server").orElseThrow().target())
                .isEqualTo(new Channel.Smtp(
                        "smtp.contoso.example",
                        465,
                        Channel.Protection.IMPLICIT,
                        new Channel.Login("bot", new SecretName("DRIFTWARDEN_SECRET_SMTP")),
                        "bot@contoso.example",
                        List.of("oncall@contoso.example")));
        assertThat(outreach.channel("relay").orElseThrow().target())
                .isEqualTo(new Channel.Smtp(
                        "relay.contoso.example",
                        587,
                        Channel.Protection.STARTTLS,
                        null,
                        "bot@contoso.example",
                        List.of("oncall@contoso.example")));
        assertThat(outreach.channel("platform").orElseThrow().flood()).isEqualTo(new Flood(5, Duration.ofMinutes(5)));
        assertThat(outreach.wants(NoticeKind.APPROVAL_NEEDED)).isTrue();
        assertThat(outreach.routes().get(0).takes(NoticeKind.FIXED)).isFalse();
        assertThat(Objects.requireNonNull(outreach.tickets()).assignee("DOCS")).contains("octocat");
        assertThat(Objects.requireNonNull(outreach.slackPeople().get("U012AB3CD"))
                        .objectId())
                .isEqualTo("00000000-0000-0000-0000-0000000000b1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ system: jira, site: \"https://contoso.atlassian.net\", project: SEC, user: bot@contoso.example, token: DRIFTWARDEN_SECRET_JIRA }",
                "{ system: servicenow, instance: \"https://contoso.service-now.com\", user: bot, password: DRIFTWARDEN_SECRET_SNOW }",
                "{ system: azure-devops, organization: \"https://dev.azure.com/contoso\", project: Platform, token: DRIFTWARDEN_SECRET_ADO, type: Bug, done: Closed, open: New }",
                "{ system: pagerduty, routing-key: DRIFTWARDEN_SECRET_PD, flood: { more-than: 3, within: PT1H } }",
                "{ system: webhook, url: \"https://hooks.contoso.example/t\", key: DRIFTWARDEN_SECRET_HOOK }"
            })
    void readsEachTicketSystem(String tickets) {
        Issues issues = new Issues();
        assertThat(read("tickets: " + tickets, issues)).as(issues.render()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "server: smtp.contoso.example, tls: none                       | can only go to this machine itself",
                "server: smtp.contoso.example, port: 8080                      | must be 25, 465, 587 or 2525",
                "server: \"smtp.contoso.example/x\"                            | must be the name of a host",
                "server: smtp.contoso.example, user: bot                       | 'user' and 'password' come together",
                "server: smtp.contoso.example, user: bot, password: hunter2     | must be the name of a setting",
                "server: smtp.contoso.example, tls: maybe                      | 'tls'",
                "user: bot, password: DRIFTWARDEN_SECRET_SMTP                  | missing key 'server'",
                "server: smtp.contoso.example, endpoint: \"https://x.example\"  | unknown key 'endpoint'",
            })
    void refusesAMailServerThatWouldNotBeSafe(String keys, String mistake) {
        Issues issues = new Issues();
        String text = "channels: [ { name: m, type: smtp, from: bot@contoso.example, to: oncall@contoso.example, "
                + keys.strip() + " } ]";
        assertThat(read(text, issues)).isEmpty();
        assertThat(issues.render()).contains(mistake).doesNotContain("hunter2\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b@contoso.example",
                "x@y.example\\r\\nBcc: z@y.example",
                "<x@y.example>",
                "x@y.example,z@y.example",
                "x"
            })
    void takesOnlySingleAddresses(String address) {
        Issues issues = new Issues();
        String text =
                "channels: [ { name: m, type: smtp, server: smtp.contoso.example, from: bot@contoso.example, to: [ \""
                        + address + "\" ] } ]";
        assertThat(read(text, issues)).isEmpty();
        assertThat(issues.render()).contains("is no e-mail address");
    }

    @Test
    void sendsTheBotsTokenToNobodyElse() {
        Issues issues = new Issues();
        assertThat(read(
                        "channels: [ { name: m, type: email, endpoint: \"https://contoso.communication.azure.com.evil.example\", from: bot@contoso.example, to: oncall@contoso.example } ]",
                        issues))
                .isEmpty();
        assertThat(issues.render()).contains("missing key 'key'");
    }

    @Test
    void namesEveryMistakeWithItsPlaceAndRepeatsNoSecret() {
        Issues issues = new Issues();
        assertThat(read("""
                channels:
                  - { name: Bad Name, type: slak, address: DRIFTWARDEN_SECRET_SLACK }
                  - { name: a, type: teams, address: "https://prod.logic.azure.com/?sig=planted-secret" }
                  - { name: b, type: webhook, url: "http://hooks.contoso.example/", key: DRIFTWARDEN_SECRET_X, extra: 1 }
                  - { name: c, type: email, endpoint: "https://u:p@x.example", key: DRIFTWARDEN_SECRET_X, from: nobody, to: [] }
                  - { name: d, type: teams, address: DRIFTWARDEN_SECRET_T, quiet: { from: "25:00", to: "07:00", zone: Mars } }
                  - { name: d, type: teams, address: DRIFTWARDEN_SECRET_T, flood: { more-than: 0, within: PT1S } }
                routes:
                  - { channels: [e], kinds: [fixd], severity: [worst], rules: "storge.*" }
                tickets: { system: gitlab }
                people:
                  - { slack: me, object-id: x, name: y }
                """, issues)).isEmpty();
        assertThat(issues.render())
                .contains(
                        "p.yaml:2:13: a channel's name is made of",
                        "'type' must be one of teams, slack, email, smtp, webhook, not 'slak'; did you mean 'slack'?",
                        "p.yaml:3:",
                        "must be the name of a setting that begins with DRIFTWARDEN_SECRET_",
                        "'url' must be an https address",
                        "unknown key 'extra'",
                        "'endpoint' must be an https address",
                        "'nobody' is no e-mail address",
                        "must be a time of day",
                        "must be a time zone",
                        "there is another channel called 'd'",
                        "'within' must be from PT1M to P1D",
                        "no channel is called 'e'",
                        "not 'fixd'; did you mean 'fixed'?",
                        "no rule is called 'storge.*'",
                        "'system' must be one of github, jira",
                        "'slack' must be a Slack user id",
                        "'object-id' must be an Entra object id",
                        "missing key 'roles'");
        assertThat(issues.list())
                .allSatisfy(issue -> assertThat(issue.toString()).doesNotContain("planted-secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-01T21:30:00Z, high, 2026-10-02T05:00:00Z",
        "2026-10-01T19:59:59Z, high, ",
        "2026-10-01T20:00:00Z, high, 2026-10-02T05:00:00Z",
        "2026-10-02T04:59:59Z, low, 2026-10-02T05:00:00Z",
        "2026-10-02T05:00:00Z, low, ",
        "2026-10-01T21:30:00Z, critical, ",
        "2026-12-01T21:30:00Z, high, 2026-12-02T06:00:00Z",
        "2026-10-24T22:30:00Z, high, 2026-10-25T06:00:00Z"
    })
    void knowsWhenTheQuietEndsAlsoOverAChangeOfClocks(Instant now, String severity, Instant end) {
        Outreach outreach = read(GOOD, new Issues()).orElseThrow().outreach();
        QuietHours quiet = Objects.requireNonNull(
                outreach.channel("platform").orElseThrow().quiet());
        assertThat(quiet.end(now, Severity.valueOf(severity.toUpperCase(Locale.ROOT))))
                .isEqualTo(Optional.ofNullable(end));
        assertThat(quiet.end(now, null)).isEmpty();
    }
}
