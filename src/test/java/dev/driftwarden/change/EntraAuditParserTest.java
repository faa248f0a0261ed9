package dev.driftwarden.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.change.ParsedEvent.Irrelevant;
import dev.driftwarden.change.ParsedEvent.Rejected;
import dev.driftwarden.change.ParsedEvent.Understood;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntraAuditParserTest {
    private static final String POLICY =
            "/graph/identity/conditionalaccess/policies/55555555-aaaa-4bbb-8ccc-000000000005";
    private final EntraAuditParser parser =
            new EntraAuditParser(Clock.fixed(Instant.parse("2026-10-02T00:00:00Z"), ZoneOffset.UTC), Set.of());

    @Test
    void readsEachRecordOfAnEnvelopeAndIgnoresTheDuplicate() {
        List<ParsedEvent> records = parser.parse(EventParserTest.file("entra-conditional-access.json"));

        assertThat(records).hasSize(4);
        Change update = ((Understood) records.get(0)).change();
        assertThat(update.source()).isEqualTo(Change.Source.ENTRA_AUDIT);
        assertThat(update.eventId()).isEqualTo("IPCGraph_1");
        assertThat(update.subject().key()).isEqualTo(POLICY);
        assertThat(update.operation()).isEqualTo("Microsoft.Graph/identity/conditionalAccess/policies/write");
        assertThat(update.occurredAt()).isEqualTo(Instant.parse("2026-10-01T03:31:26.7088498Z"));
        assertThat(update.correlationId()).isEqualTo("dddddddd-1111-4222-8333-444444444444");
        assertThat(update.tenantId()).isEqualTo("99999999-aaaa-4bbb-8ccc-000000000009");
        assertThat(update.actor().name()).isEqualTo("mallory@contoso.com");
        assertThat(records.get(1)).isEqualTo(new Irrelevant("Update policy"));
        assertThat(records.get(3)).isEqualTo(new Irrelevant("Sign-in activity"));
    }

    @Test
    void findsTheDeletedPolicyInTheValueBeforeAndAnApplicationAsActor() {
        Change deletion = ((Understood) parser.parse(EventParserTest.file("entra-conditional-access.json"))
                        .get(2))
                .change();

        assertThat(deletion.subject().key()).isEqualTo(POLICY);
        assertThat(deletion.operation()).isEqualTo("Microsoft.Graph/identity/conditionalAccess/policies/delete");
        assertThat(deletion.actor())
                .isEqualTo(new Actor(
                        Actor.Kind.APPLICATION,
                        "44444444-aaaa-4bbb-8ccc-000000000004",
                        "Policy Sync",
                        "33333333-aaaa-4bbb-8ccc-000000000003"));
    }

    @Test
    void readsTheFlatRecordsThatGraphLists() {
        String record = """
                {"value":[{"id":"g1","activityDisplayName":"Update security defaults","activityDateTime":"2026-10-01T00:00:00Z",
                "result":"success","loggedByService":"Core Directory","initiatedBy":{},"targetResources":[]}]}""";

        Change change = ((Understood) parser.parse(record).get(0)).change();

        assertThat(change.subject().path()).isEqualTo("/graph/policies/identitySecurityDefaultsEnforcementPolicy");
        assertThat(change.operation())
                .isEqualTo("Microsoft.Graph/policies/identitySecurityDefaultsEnforcementPolicy/write");
        assertThat(change.actor()).isEqualTo(Actor.UNKNOWN);
    }

    @Test
    void aFailedChangeNeverMatters() {
        String file = EventParserTest.file("entra-conditional-access.json")
                .replaceFirst("\"result\": \"success\"", "\"result\": \"failure\"");

        assertThat(parser.parse(file).get(0)).isEqualTo(new Irrelevant("Update conditional access policy"));
    }

    @Test
    void rejectsRecordsOfAForeignTenant() {
        EntraAuditParser strict = new EntraAuditParser(Clock.systemUTC(), Set.of("other"));

        assertThat(strict.parse(EventParserTest.file("entra-conditional-access.json"))
                        .get(0))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).contains("foreign tenant"));
    }

    @Test
    void aTargetIdThatIsNoUuidNeverReachesAPath() {
        String file = EventParserTest.file("entra-conditional-access.json")
                .replace("55555555-aaaa-4bbb-8ccc-000000000005", "../../users/x");

        assertThat(parser.parse(file).get(0))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).contains("targets"));
    }

    @Test
    void readsAnArrayOfEnvelopes() {
        String file = EventParserTest.file("entra-conditional-access.json");

        assertThat(parser.parse("[" + file + "," + file + "]")).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "17", "{}", "{\"records\":[17]}", "{\"records\":[{}]}", "{\"records\":{}}"})
    void rejectsWhatIsNoRecord(String payload) {
        assertThat(parser.parse(payload)).isNotEmpty().allMatch(Rejected.class::isInstance);
    }
}
