package dev.driftwarden.ticket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.outbound.GuardedHttp;
import dev.driftwarden.outbound.OutboundException;
import dev.driftwarden.outbound.OutboundException.Kind;
import dev.driftwarden.outbound.OutboundHosts;
import dev.driftwarden.outbound.Secret;
import dev.driftwarden.outbound.Signature;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.testing.HostileTexts;
import dev.driftwarden.testing.MutableClock;
import dev.driftwarden.testing.StandIn;
import dev.driftwarden.testing.StandIn.Asked;
import dev.driftwarden.testing.StandIn.Reply;
import dev.driftwarden.ticket.KnownTicket;
import dev.driftwarden.ticket.TicketChange;
import dev.driftwarden.ticket.TicketDraft;
import dev.driftwarden.ticket.TicketKeeper;
import dev.driftwarden.ticket.TicketKeeper.Kept;
import dev.driftwarden.ticket.TicketSystem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TicketSystemsTest {
    private static final String KEY = "0123456789abcdef0123-01234567";
    private static final TicketDraft OPEN = draft("stcontosodocs01 is public", "Anyone may read it.", true);
    private static final TicketDraft CLOSED = draft("stcontosodocs01 is public", "Anyone may read it.", false);

    private final StandIn outside = new StandIn();
    private final MutableClock clock = MutableClock.atNoon();

    @AfterEach
    void stop() {
        outside.close();
    }

    private static TicketDraft draft(String title, String body, boolean open) {
        return new TicketDraft(
                KEY,
                title,
                body,
                Severity.HIGH,
                open,
                open ? "" : "The finding is fixed.",
                "/subscriptions/00000000-0000-0000-0000-00000000000a",
                "storage.blob-public-access",
                "ada",
                "https://driftwarden.example/console/findings/" + KEY);
    }

    private TicketSystem open(SystemUnderTest system) {
        system.answers(outside);
        return unanswered(system);
    }

    private TicketSystem unanswered(SystemUnderTest system) {
        OutboundHosts hosts = new OutboundHosts(List.of(), Set.of("127.0.0.1"));
        return new OpenTicketSystems(new GuardedHttp(hosts, clock), name -> new Secret("planted-secret"), clock)
                .open(system.settings(outside.address()));
    }

    private Kept keep(SystemUnderTest system, KnownTicket known, TicketDraft draft) {
        return new TicketKeeper(open(system)).keep(known, draft).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void makesATicket(SystemUnderTest system) {
        Kept kept = keep(system, null, OPEN);

        assertThat(kept.change()).isEqualTo(TicketChange.OPENED);
        assertThat(outside.asked(system.creating)).singleElement().satisfies(asked -> {
            assertThat(asked.body()).contains("stcontosodocs01 is public", "Anyone may read it.", KEY);
            assertThat(asked.path()).doesNotContain("planted-secret");
        });
    }

    @ParameterizedTest
    @EnumSource
    void closesItWithTheEvidence(SystemUnderTest system) {
        Kept kept = keep(system, new KnownTicket(system.ref(), true), CLOSED);

        assertThat(kept.change()).isEqualTo(TicketChange.CLOSED);
        assertThat(outside.asked()).anySatisfy(asked -> assertThat(asked.body()).contains("The finding is fixed."));
        if (system.finds()) {
            assertThat(outside.asked(system.creating)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void reopensIt(SystemUnderTest system) {
        assertThat(keep(system, new KnownTicket(system.ref(), false), OPEN).change())
                .isEqualTo(TicketChange.REOPENED);
        assertThat(outside.asked()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.driftwarden.ticket.system.SystemUnderTest#finding")
    void makesNoSecondTicketWhenTheAnswerToTheFirstWasLost(SystemUnderTest system) {
        system.answers(outside);
        outside.next(system.creating, Reply.of(201, "").butLost());
        TicketKeeper keeper = new TicketKeeper(unanswered(system));
        OutboundException lost = catchThrowableOfType(OutboundException.class, () -> keeper.keep(null, OPEN));
        assertThat(lost.kind()).isEqualTo(Kind.BUSY);

        outside.next(system.finding, Reply.of(200, system.found(outside)));
        Kept kept = keeper.keep(null, OPEN).orElseThrow();

        assertThat(kept.ref().id()).isEqualTo(system.ref().id());
        assertThat(kept.change()).isEqualTo(TicketChange.OPENED);
        assertThat(outside.asked(system.creating)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dev.driftwarden.ticket.system.SystemUnderTest#finding")
    void makesANewTicketForOneThatWasDeletedByHand(SystemUnderTest system) {
        system.answers(outside);
        outside.next(system.updating, Reply.of(404, "{\"message\":\"Not Found\"}"));
        Kept kept = new TicketKeeper(unanswered(system))
                .keep(new KnownTicket(system.ref(), true), OPEN)
                .orElseThrow();

        assertThat(kept.change()).isEqualTo(TicketChange.OPENED);
        assertThat(kept.note()).contains("had been deleted");
        assertThat(outside.asked(system.creating)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dev.driftwarden.ticket.system.SystemUnderTest#finding")
    void letsADeletedTicketRestWhenNothingIsLeftToDo(SystemUnderTest system) {
        system.answers(outside);
        outside.next(system.updating, Reply.of(404, ""));
        Optional<Kept> kept = new TicketKeeper(unanswered(system)).keep(new KnownTicket(system.ref(), true), CLOSED);
        assertThat(kept).isEmpty();
        assertThat(outside.asked(system.creating)).isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Arrays.stream(SystemUnderTest.values())
                .flatMap(system -> Stream.of(
                        Arguments.of(system, 401, Kind.REFUSED),
                        Arguments.of(system, 403, Kind.REFUSED),
                        Arguments.of(system, 409, Kind.CONFLICT),
                        Arguments.of(system, 422, Kind.INVALID),
                        Arguments.of(system, 429, Kind.BUSY),
                        Arguments.of(system, 500, Kind.BUSY),
                        Arguments.of(system, 302, Kind.REFUSED)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void saysWhyATicketWasNotTaken(SystemUnderTest system, int status, Kind kind) {
        system.answers(outside);
        outside.next(system.creating, Reply.of(status, "{\"message\":\"no\"}").with("X-Any", "1"));
        OutboundException failure = catchThrowableOfType(
                OutboundException.class, () -> unanswered(system).create(OPEN));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageNotContaining("planted-secret");
    }

    @ParameterizedTest
    @EnumSource
    void writesHostileTextAsText(SystemUnderTest system) {
        TicketSystem open = open(system);
        for (String hostile : HostileTexts.ALL) {
            open.create(draft(hostile, "before\n" + hostile + "\nafter", true));
            open.update(system.ref(), draft(hostile, hostile, false), TicketChange.CLOSED);
        }
        List<Asked> written = outside.asked().stream()
                .filter(asked -> !asked.method().equals("GET") && !asked.body().isEmpty())
                .toList();
        assertThat(written).isNotEmpty();
        for (Asked asked : written) {
            // The body is JSON of the expected shape, so nothing broke out of its text.
            JsonNode json = asked.json();
            assertThat(json.has("x")).isFalse();
            assertThat(asked.body().length()).isLessThan(60_000);
            assertThat(asked.headers()).doesNotContainKey("x-injected");
            if (system != SystemUnderTest.WEBHOOK) {
                assertThat(asked.body()).doesNotContain("\u202E", "\\u202E", "\\u0000");
            }
        }
    }

    @Test
    void writesGitHubTextIntoABlockThatItCannotEnd() {
        TicketSystem open = open(SystemUnderTest.GITHUB);
        open.create(draft("t", "````\n@everyone [x](https://evil.example) ``` `````", true));
        String body = outside.asked(SystemUnderTest.GITHUB.creating)
                .get(0)
                .json()
                .path("body")
                .asText();
        assertThat(body).startsWith("``````text\n").contains("\n``````\n\n[Open in Driftwarden]");
    }

    @Test
    void writesDevOpsTextAsEscapedHtml() {
        TicketSystem open = open(SystemUnderTest.AZURE_DEVOPS);
        open.create(draft("t", "<script>alert(1)</script>\"'&", true));
        Asked asked = outside.asked(SystemUnderTest.AZURE_DEVOPS.creating).get(0);
        assertThat(asked.json().at("/1/value").asText())
                .startsWith("<pre>&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;</pre>");
        assertThat(asked.headers().get("content-type")).startsWith("application/json-patch+json");
        assertThat(asked.path()).endsWith("$User%20Story?api-version=7.1");
    }

    @Test
    void disarmsServiceNowMarks() {
        open(SystemUnderTest.SERVICENOW).create(draft("t", "[code]<b>x</b>[/CODE]", true));
        assertThat(outside.asked(SystemUnderTest.SERVICENOW.creating)
                        .get(0)
                        .json()
                        .path("description")
                        .asText())
                .startsWith("[ code]<b>x</b>[/ code]");
    }

    @Test
    void showsNoPageOfAnotherSite() {
        outside.next(SystemUnderTest.GITHUB.finding, Reply.of(200, SystemUnderTest.GITHUB.found(outside)));
        assertThat(unanswered(SystemUnderTest.GITHUB)
                        .find(KEY)
                        .orElseThrow()
                        .ref()
                        .address())
                .isNull();
    }

    @Test
    void movesAJiraIssueOnlyAlongItsWorkflow() {
        TicketSystem open = open(SystemUnderTest.JIRA);
        open.update(SystemUnderTest.JIRA.ref(), CLOSED, TicketChange.CLOSED);
        assertThat(outside.asked("POST /rest/api/3/issue/SEC-7/transitions")
                        .get(0)
                        .json()
                        .at("/transition/id")
                        .asText())
                .isEqualTo("31");
        outside.always("GET /rest/api/3/issue/SEC-7/transitions", 200, "{\"transitions\":[]}");
        OutboundException stuck = catchThrowableOfType(
                OutboundException.class, () -> open.update(SystemUnderTest.JIRA.ref(), CLOSED, TicketChange.CLOSED));
        assertThat(stuck).hasMessageContaining("no way from 'In Progress' to 'Done'");
    }

    @Test
    void signsWhatItPostsToAWebhook() {
        open(SystemUnderTest.WEBHOOK).create(OPEN);
        Asked asked = outside.asked(SystemUnderTest.WEBHOOK.creating).get(0);
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        assertThat(asked.headers()).containsEntry("x-driftwarden-timestamp", timestamp);
        assertThat(asked.headers().get("x-driftwarden-signature"))
                .isEqualTo("v1=" + Signature.hex(new Secret("planted-secret"), "v1:" + timestamp + ":" + asked.body()));
    }

    @Test
    void resolvesAPagerDutyIncidentThatItMayHaveMade() {
        Optional<Kept> kept = new TicketKeeper(open(SystemUnderTest.PAGERDUTY)).keep(null, CLOSED);
        assertThat(kept.orElseThrow().change()).isEqualTo(TicketChange.CLOSED);
        JsonNode event =
                outside.asked(SystemUnderTest.PAGERDUTY.creating).get(0).json();
        assertThat(event.path("event_action").asText()).isEqualTo("resolve");
        assertThat(event.path("dedup_key").asText()).isEqualTo(KEY);
    }
}
