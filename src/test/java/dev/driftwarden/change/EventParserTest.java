package dev.driftwarden.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.change.ParsedEvent.Irrelevant;
import dev.driftwarden.change.ParsedEvent.Rejected;
import dev.driftwarden.change.ParsedEvent.Understood;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {
    private static final String SUBSCRIPTION = "11111111-aaaa-4bbb-8ccc-000000000001";
    private static final String TENANT = "99999999-aaaa-4bbb-8ccc-000000000009";
    private static final String ACCOUNT =
            "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/rg1/providers/Microsoft.Storage/storageAccounts/st1";
    private static final Instant NOW = Instant.parse("2026-10-02T00:00:00Z");

    private final EventParser parser = new EventParser(Clock.fixed(NOW, ZoneOffset.UTC), Set.of(), Set.of());

    @Test
    void readsAWriteByAUserInTheEventGridSchema() {
        Change change = onlyChange(file("storage-write-eventgrid.json"));

        assertThat(change.eventId()).isEqualTo("4db48cba-50a2-455a-93b4-de41a3b5b7f6");
        assertThat(change.source()).isEqualTo(Change.Source.RESOURCE_EVENT);
        assertThat(change.subject().key()).endsWith("/storageaccounts/stcontoso1");
        assertThat(change.operation()).isEqualTo("Microsoft.Storage/storageAccounts/write");
        assertThat(change.occurredAt()).isEqualTo(Instant.parse("2026-10-01T18:38:04.6117357Z"));
        assertThat(change.correlationId()).isEqualTo("aaaaaaaa-1111-4222-8333-444444444444");
        assertThat(change.tenantId()).isEqualTo(TENANT);
        assertThat(change.actor())
                .isEqualTo(new Actor(
                        Actor.Kind.USER,
                        "22222222-aaaa-4bbb-8ccc-000000000002",
                        "ada@contoso.com",
                        "04b07795-8ddb-461a-bbee-02f9e1bf7b46"));
    }

    @Test
    void readsADeleteByAnApplicationWithClaimsInsideAString() {
        Change change = onlyChange(file("role-delete-cloudevent.json"));

        assertThat(change.operation()).isEqualTo("Microsoft.Authorization/roleAssignments/delete");
        assertThat(change.actor())
                .isEqualTo(new Actor(
                        Actor.Kind.APPLICATION,
                        "44444444-aaaa-4bbb-8ccc-000000000004",
                        "33333333-aaaa-4bbb-8ccc-000000000003",
                        "33333333-aaaa-4bbb-8ccc-000000000003"));
    }

    @Test
    void readsAChangeMadeByAzureItselfWithEmptyEvidenceAndClaims() {
        Change change = onlyChange(file("service-made-write.json"));

        assertThat(change.actor()).isEqualTo(Actor.UNKNOWN);
        assertThat(change.correlationId()).isNull();
    }

    @Test
    void readsAResourceNotificationWithTagsAsText() {
        Change change = onlyChange(file("resource-notification.json"));

        assertThat(change.source()).isEqualTo(Change.Source.RESOURCE_NOTIFICATION);
        assertThat(change.operation()).isEqualTo("Microsoft.Storage/storageAccounts/write");
    }

    @Test
    void aPolicyEventAsksForALookAndTakesTheTimeOfItsData() {
        Change change = onlyChange(file("policy-state.json"));

        assertThat(change.source()).isEqualTo(Change.Source.POLICY_STATE);
        assertThat(change.operation()).isEqualTo("Microsoft.KeyVault/vaults/write");
        assertThat(change.occurredAt()).isEqualTo(Instant.parse("2026-10-01T19:00:00Z"));
        assertThat(change.tenantId()).isEqualTo(TENANT);
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.Resources.ResourceDeleteSuccess, Microsoft.Storage/storageAccounts/write, Microsoft.Storage/storageAccounts/delete",
        "Microsoft.Resources.ResourceDeleteSuccess, '', Microsoft.Storage/storageAccounts/delete",
        "Microsoft.Resources.ResourceWriteSuccess, '<script>', Microsoft.Storage/storageAccounts/write",
        "Microsoft.Resources.ResourceActionSuccess, Microsoft.Storage/storageAccounts/listKeys/action, Microsoft.Storage/storageAccounts/listKeys/action",
        "microsoft.resources.resourceactionsuccess, '', Microsoft.Storage/storageAccounts/action",
        "Microsoft.ResourceNotifications.Resources.Deleted, '', Microsoft.Storage/storageAccounts/delete",
    })
    void namesTheOperationAfterTheKindWhenTheEventDoesNotNameAFittingOne(String kind, String named, String expected) {
        String event = event(ACCOUNT).replace("Microsoft.Resources.ResourceWriteSuccess", kind);

        assertThat(onlyChange(event.replace("OPERATION", named)).operation()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Microsoft.Resources.ResourceWriteFailure",
                "Microsoft.Resources.ResourceDeleteCancel",
                "Microsoft.EventGrid.SubscriptionValidationEvent",
                "Microsoft.KeyVault.SecretNearExpiry"
            })
    void setsAsideKindsThatNeverMatter(String kind) {
        String event = event(ACCOUNT).replace("Microsoft.Resources.ResourceWriteSuccess", kind);

        assertThat(parser.parse(event)).containsExactly(new Irrelevant(kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/subscriptions/x",
                "//evil.example/subscriptions/x",
                "/subscriptions/x/../../y",
                "/subscriptions/x?api-version=1",
                "/subscriptions/x#y",
                "/subscriptions/x%2f..%2f",
                "/graph/identity/conditionalAccess/policies/x",
                "/etc/passwd",
                "",
                "/"
            })
    void rejectsASubjectThatMustNotBeCalled(String subject) {
        assertThat(parser.parse(event(subject))).singleElement().isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).contains("subject");
            assertThat(rejected.excerpt()).contains("\"eventType\"");
        });
    }

    @Test
    void keepsTheGoodEventsOfAnArrayWithBadOnes() {
        String bad = event(ACCOUNT).replace("2026-10-01T00:00:00Z", "yesterday");
        String foreignKind = event(ACCOUNT).replace("Microsoft.Resources.ResourceWriteSuccess", "com.evil");
        String payload = "[" + event(ACCOUNT) + ",17,null," + bad + "," + foreignKind + ",{}," + event(ACCOUNT) + "]";

        List<ParsedEvent> events = parser.parse(payload);

        assertThat(events).hasSize(7);
        assertThat(events).element(0).isInstanceOf(Understood.class);
        assertThat(events).element(6).isInstanceOf(Understood.class);
        assertThat(events.subList(1, 6)).allMatch(Rejected.class::isInstance);
    }

    @Test
    void keepsTheGoodEventsBeforeASyntaxError() {
        List<ParsedEvent> events = parser.parse("[" + event(ACCOUNT) + "," + event(ACCOUNT) + ",{\"id\":");

        assertThat(events).hasSize(3);
        assertThat(events.subList(0, 2)).allMatch(Understood.class::isInstance);
        assertThat(events)
                .last()
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("not valid JSON"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "17", "\"text\"", "{", "[", "{}{}", "<html>", "\u0000", "[[[]]]", "{\"id\":{}}"})
    void rejectsWhatIsNoEvent(String payload) {
        assertThat(parser.parse(payload)).isNotEmpty().allMatch(Rejected.class::isInstance);
    }

    @Test
    void namesTheFieldsThatAreMissing() {
        String event = event(ACCOUNT).replace("\"dataVersion\":\"2\",", "").replace("\"id\":\"1\"", "\"id\":1");

        assertThat(parser.parse(event))
                .singleElement()
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).endsWith("missing or no text: id, dataVersion"));
    }

    @Test
    void rejectsDeepNestingInsteadOfOverflowing() {
        String deep = "[".repeat(200_000);

        assertThat(parser.parse(deep)).isNotEmpty().allMatch(Rejected.class::isInstance);
        assertThat(parser.parse("{\"id\":\"1\",\"data\":" + deep)).allMatch(Rejected.class::isInstance);
        String justAllowed = "{\"a\":".repeat(990) + "1" + "}".repeat(990);
        assertThat(parser.parse(event(ACCOUNT).replace("\"tenantId\"", "\"deep\":" + justAllowed + ",\"tenantId\"")))
                .hasSize(1);
    }

    @Test
    void anEmptyArrayHoldsNothing() {
        assertThat(parser.parse("[]")).isEmpty();
    }

    @Test
    void readsAtMostFiveThousandEventsAndSaysSo() {
        String payload =
                IntStream.range(0, 5_002).mapToObj(i -> "{\"id\":1}").collect(Collectors.joining(",", "[", "]"));

        List<ParsedEvent> events = parser.parse(payload);

        assertThat(events).hasSize(5_001);
        assertThat(((Rejected) events.get(5_000)).reason()).contains("more than 5000");
    }

    @Test
    void rejectsAnEventOverOneMegabyteAndKeepsItsNeighbour() {
        String big = event(ACCOUNT).replace("OPERATION", "x".repeat(1 << 20));

        List<ParsedEvent> events = parser.parse("[" + big + "," + event(ACCOUNT) + "]");

        assertThat(((Rejected) events.get(0)).reason()).contains("1048576");
        assertThat(((Rejected) events.get(0)).excerpt()).hasSize(2_000);
        assertThat(events.get(1)).isInstanceOf(Understood.class);
    }

    @Test
    void anEventWithoutTimeHappenedNow() {
        String event = file("resource-notification.json").replaceAll("\"time\":\"[^\"]*\",", "");

        assertThat(onlyChange(event).occurredAt()).isEqualTo(NOW);
    }

    @Test
    void takesOnlyKnownTenantsAndSubscriptions() {
        String event = file("storage-write-eventgrid.json");
        Clock clock = Clock.systemUTC();

        assertThat(new EventParser(clock, Set.of(TENANT.toUpperCase(Locale.ROOT)), Set.of(SUBSCRIPTION)).parse(event))
                .allMatch(Understood.class::isInstance);
        assertThat(new EventParser(clock, Set.of("other"), Set.of()).parse(event))
                .singleElement()
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).contains("foreign tenant " + TENANT));
        assertThat(new EventParser(clock, Set.of(), Set.of("other")).parse(event))
                .singleElement()
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).contains("foreign subscription " + SUBSCRIPTION));
    }

    @Test
    void aKnownSubjectUnderAForeignTopicIsForeign() {
        String event = event(ACCOUNT)
                .replace("\"topic\":\"/subscriptions/" + SUBSCRIPTION, "\"topic\":\"/subscriptions/other");

        assertThat(new EventParser(Clock.systemUTC(), Set.of(), Set.of(SUBSCRIPTION)).parse(event))
                .singleElement()
                .isInstanceOf(Rejected.class);
    }

    @Test
    void aSubjectAboveAllSubscriptionsNeedsAKnownTopic() {
        String above = "/providers/Microsoft.Management/managementGroups/contoso";
        EventParser strict = new EventParser(Clock.systemUTC(), Set.of(), Set.of(SUBSCRIPTION));

        assertThat(strict.parse(event(above))).singleElement().isInstanceOf(Understood.class);
        assertThat(strict.parse(event(above).replace("\"topic\":\"/subscriptions/" + SUBSCRIPTION, "\"topic\":\"")))
                .singleElement()
                .isInstanceOf(Rejected.class);
    }

    @Test
    void readsQueueMessagesPlainAndInBase64() {
        String event = event(ACCOUNT);
        String encoded = Base64.getEncoder().encodeToString(event.getBytes(StandardCharsets.UTF_8));

        assertThat(parser.parseQueueMessage("\uFEFF " + event)).singleElement().isInstanceOf(Understood.class);
        assertThat(parser.parseQueueMessage(encoded)).singleElement().isInstanceOf(Understood.class);
        assertThat(parser.parseQueueMessage("!!! neither")).singleElement().isInstanceOf(Rejected.class);
        assertThat(parser.parseQueueMessage("")).singleElement().isInstanceOf(Rejected.class);
    }

    @Test
    void anActorWithoutUserNameButWithAScopeIsAUser() {
        String event = file("storage-write-eventgrid.json").replace("identity/claims/upn", "identity/claims/x");

        assertThat(onlyChange(event).actor())
                .returns(Actor.Kind.USER, Actor::kind)
                .returns("Ada L", Actor::name);
    }

    @Test
    void hostileActorNamesAreCutAndCleaned() {
        String event =
                file("storage-write-eventgrid.json").replace("ada@contoso.com", "a\\u0000\\u202e" + "x".repeat(5_000));

        assertThat(onlyChange(event).actor().name()).hasSize(256).doesNotContain("\u202e", "\u0000");
    }

    private Change onlyChange(String payload) {
        List<ParsedEvent> events = parser.parse(payload);
        assertThat(events).singleElement().isInstanceOf(Understood.class);
        return ((Understood) events.get(0)).change();
    }

    private static String event(String subject) {
        return """
                {"id":"1","topic":"/subscriptions/%s","subject":"%s","eventType":"Microsoft.Resources.ResourceWriteSuccess",\
                "eventTime":"2026-10-01T00:00:00Z","dataVersion":"2","metadataVersion":"1",\
                "data":{"operationName":"OPERATION","tenantId":"%s"}}""".formatted(SUBSCRIPTION, subject, TENANT);
    }

    static String file(String name) {
        try (InputStream in = EventParserTest.class.getResourceAsStream("/events/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
