package dev.driftwarden.rule.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import dev.driftwarden.world.Unreadable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedRulesTest {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    static final String ACCOUNT =
            "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a";

    static Judgement judge(String rule, String subject, RecordedWorld world) {
        RuleBook book = RuleBook.shipped(CLOCK, Map.of());
        return book.judge(book.find(rule).orElseThrow(), ResourceId.parse(subject), world);
    }

    static RecordedWorld account(String kind, String properties) {
        return new RecordedWorld()
                .object(
                        ACCOUNT,
                        "{\"id\":\"%s\",\"type\":\"Microsoft.Storage/storageAccounts\",\"kind\":\"%s\",\"properties\":%s}"
                                .formatted(ACCOUNT, kind, properties))
                .list(ACCOUNT + "/blobServices/default/containers")
                .list(ACCOUNT + "/fileServices/default/shares")
                .list(ACCOUNT + "/blobServices/default/providers/Microsoft.Insights/metrics");
    }

    @Test
    void everyShippedRuleLoadsWithoutIssue() {
        LoadResult result = RuleBook.load(RuleBook.shippedSources(), CLOCK, Map.of());
        if (result instanceof LoadResult.Refused refused) {
            assertThat(refused.render()).isEmpty();
        }
        assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "storage.blob-public-access | StorageV2 | {} | FAIL",
                "storage.blob-public-access | StorageV2 | {\"allowBlobPublicAccess\":null} | FAIL",
                "storage.blob-public-access | StorageV2 | {\"allowBlobPublicAccess\":false} | PASS",
                "storage.blob-public-access | StorageV2 | {\"allowBlobPublicAccess\":\"false\"} | ERROR",
                "storage.blob-public-access | StorageV2 | \"text\" | ERROR",
                "storage.blob-public-access | StorageV2 | [] | ERROR",
                "storage.blob-public-access | fileStorage | {} | SKIP",
                "storage.min-tls | StorageV2 | {\"minimumTlsVersion\":\"TLS1_3\"} | PASS",
                "storage.min-tls | StorageV2 | {\"minimumTlsVersion\":\"tls1_2\"} | PASS",
                "storage.min-tls | StorageV2 | {\"minimumTlsVersion\":\"TLS1_1\"} | FAIL",
                "storage.min-tls | StorageV2 | {} | FAIL",
                "storage.min-tls | StorageV2 | {\"minimumTlsVersion\":\"TLS9\"} | ERROR",
                "storage.https-only | StorageV2 | {} | PASS",
                "storage.https-only | StorageV2 | {\"supportsHttpsTrafficOnly\":false} | FAIL",
                "storage.https-only | StorageV2 | {\"supportsHttpsTrafficOnly\":0} | ERROR",
            },
            delimiter = '|')
    void judgesStorageAccounts(String rule, String kind, String properties, Verdict expected) {
        Judgement judgement = judge(rule, ACCOUNT, account(kind, properties));
        assertThat(judgement.verdict()).as(judgement.message()).isEqualTo(expected);
    }

    @Test
    void namesThePathOfAValueOfTheWrongType() {
        Judgement judgement =
                judge("storage.https-only", ACCOUNT, account("StorageV2", "{\"supportsHttpsTrafficOnly\":\"no\"}"));
        assertThat(judgement.message())
                .isEqualTo(
                        "It cannot be told: 'properties.supportsHttpsTrafficOnly' is a text, expected true or false");
    }

    @Test
    void proposesThePatchAndItsUndoWithTheDefaultForWhatWasNotSet() {
        Judgement judgement = judge("storage.blob-public-access", ACCOUNT, account("StorageV2", "{}"));
        assertThat(judgement.severity()).isEqualTo(Severity.MEDIUM);
        Fix fix = Objects.requireNonNull(judgement.fix());
        assertThat(fix.operations()).hasSize(1);
        assertThat(fix.operations().get(0).method()).isEqualTo(Method.PATCH);
        assertThat(fix.operations().get(0).body()).hasToString("{\"properties\":{\"allowBlobPublicAccess\":false}}");
        assertThat(fix.undo().get(0).body()).hasToString("{\"properties\":{\"allowBlobPublicAccess\":true}}");
        assertThat(fix.undoNote()).contains("was not set before");
        assertThat(fix.reliesOn()).containsExactly("kind", "properties.allowBlobPublicAccess");
        assertThat(judgement.guards()).allMatch(guard -> guard.atMost() == Mode.AUTO);
    }

    @Test
    void asksForApprovalWhenAContainerIsPublicOrTheUseIsUnknown() {
        RecordedWorld world = account("StorageV2", "{}")
                .list(
                        ACCOUNT + "/blobServices/default/containers",
                        "{\"name\":\"docs\",\"properties\":{\"publicAccess\":\"Blob\"}}",
                        "{\"name\":\"$logs\",\"properties\":{\"publicAccess\":\"Blob\"}}")
                .unreadable(
                        ACCOUNT + "/blobServices/default/providers/Microsoft.Insights/metrics",
                        Unreadable.Kind.FORBIDDEN);
        Judgement judgement = judge("storage.blob-public-access", ACCOUNT, world);
        assertThat(judgement.severity()).isEqualTo(Severity.HIGH);
        assertThat(judgement.message()).endsWith("Public containers now: docs.");
        assertThat(judgement.guards()).hasSize(2).allMatch(guard -> guard.atMost() == Mode.APPROVE);
        assertThat(judgement.guards().get(1).because()).contains("could not be checked");
    }

    @Test
    void readsOnlyTheServicesOfAnAccountThatIsFine() {
        RecordedWorld world = account(
                "StorageV2",
                "{\"allowBlobPublicAccess\":false,\"minimumTlsVersion\":\"TLS1_2\",\"allowSharedKeyAccess\":false,"
                        + "\"allowCrossTenantReplication\":false,\"publicNetworkAccess\":\"Disabled\","
                        + "\"encryption\":{\"requireInfrastructureEncryption\":true}}");
        RuleBook.shipped(CLOCK, Map.of()).look(ResourceId.parse(ACCOUNT), world);
        assertThat(world.asked)
                .containsExactlyInAnyOrder(
                        "get " + ACCOUNT,
                        "get " + ACCOUNT + "/blobServices/default",
                        "get " + ACCOUNT + "/fileServices/default");
    }
}
