package dev.driftwarden.rule.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.plan.Fix;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Verdict;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the parameters of the rules for storage, vaults, databases and messaging change. */
class DataServiceParametersTest {
    private static final String GROUP =
            "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/";
    private static final String ACCOUNT = GROUP + "Microsoft.Storage/storageAccounts/a";
    private static final String VAULT = GROUP + "Microsoft.KeyVault/vaults/v";
    private static final String SETTINGS = VAULT + "/providers/Microsoft.Insights/diagnosticSettings";
    private static final String COSMOS = GROUP + "Microsoft.DocumentDB/databaseAccounts/c";
    private static final String HUBS = GROUP + "Microsoft.EventHub/namespaces/n";
    private static final String WORKSPACE = GROUP + "Microsoft.OperationalInsights/workspaces/log";
    private static final String APPROVED_ENDPOINT =
            "[{\"name\":\"pe\",\"properties\":{\"privateLinkServiceConnectionState\":{\"status\":\"Approved\"}}}]";

    private static Judgement judge(String rule, Map<String, String> params, String subject, RecordedWorld world) {
        Map<String, JsonNode> values = params.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, entry -> json(entry.getValue())));
        RuleBook book = RuleBook.shipped(ShippedRulesTest.CLOCK, Map.of(rule, values));
        return book.judge(book.find(rule).orElseThrow(), ResourceId.parse(subject), world);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static RecordedWorld world(String id, String properties) {
        return new RecordedWorld().object(id, "{\"id\":\"" + id + "\",\"properties\":" + properties + "}");
    }

    private static Operation onlyOperation(Judgement judgement) {
        Fix fix = Objects.requireNonNull(judgement.fix(), judgement.notes().toString());
        assertThat(fix.operations()).hasSize(1);
        return fix.operations().get(0);
    }

    @Test
    void strictDemandsThatPublicAccessIsOffAndTurnsItOffWhenAnEndpointIsApproved() {
        RecordedWorld world = world(
                        ACCOUNT,
                        "{\"networkAcls\":{\"defaultAction\":\"Deny\"},\"privateEndpointConnections\":"
                                + APPROVED_ENDPOINT + "}")
                .list(ACCOUNT + "/networkSecurityPerimeterConfigurations");
        assertThat(judge("storage.public-network-access", Map.of(), ACCOUNT, world)
                        .verdict())
                .isEqualTo(Verdict.PASS);
        Judgement strict = judge("storage.public-network-access", Map.of("strict", "true"), ACCOUNT, world);
        assertThat(strict.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(onlyOperation(strict).body()).hasToString("{\"properties\":{\"publicNetworkAccess\":\"Disabled\"}}");
    }

    @Test
    void strictProposesNothingWhileNoEndpointIsApproved() {
        RecordedWorld world = world(
                        ACCOUNT,
                        "{\"networkAcls\":{\"defaultAction\":\"Allow\"},\"privateEndpointConnections\":"
                                + APPROVED_ENDPOINT.replace("Approved", "Pending") + "}")
                .list(ACCOUNT + "/networkSecurityPerimeterConfigurations");
        Judgement strict = judge("storage.public-network-access", Map.of("strict", "true"), ACCOUNT, world);
        assertThat(strict.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(strict.fix()).isNull();
        assertThat(strict.notes()).anySatisfy(note -> assertThat(note).contains("would cut off everybody"));
    }

    @Test
    void sendsTheAuditLogOfAVaultToTheConfiguredWorkspace() {
        Judgement judgement = judge(
                "keyvault.logging",
                Map.of("workspace", "\"" + WORKSPACE + "\""),
                VAULT,
                world(VAULT, "{}").list(SETTINGS));
        Operation operation = onlyOperation(judgement);
        assertThat(operation.method()).isEqualTo(Operation.Method.PUT);
        assertThat(operation.target().path()).isEqualTo(SETTINGS + "/driftwarden-audit");
        assertThat(operation.apiVersion()).isEqualTo("2021-05-01-preview");
        assertThat(operation.body())
                .hasToString("{\"properties\":{\"workspaceId\":\"" + WORKSPACE
                        + "\",\"logs\":[{\"categoryGroup\":\"audit\",\"enabled\":true}]}}");
        assertThat(Objects.requireNonNull(judgement.fix()).undo())
                .singleElement()
                .satisfies(undo -> assertThat(undo.method()).isEqualTo(Operation.Method.DELETE));
    }

    @Test
    void neverOverwritesASettingThatIsThere() {
        RecordedWorld world = world(VAULT, "{}")
                .list(SETTINGS, "{\"name\":\"Driftwarden-Audit\",\"properties\":{\"logs\":[],\"metrics\":[]}}");
        Judgement judgement = judge("keyvault.logging", Map.of("workspace", "\"" + WORKSPACE + "\""), VAULT, world);
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.fix()).isNull();
    }

    @Test
    void approvedRangesTakeThePlaceOfAnOpenCosmosFirewall() {
        Judgement judgement = judge(
                "cosmos.network-open",
                Map.of("approvedRanges", "[\"198.51.100.0/28\"]"),
                COSMOS,
                world(COSMOS, "{\"ipRules\":[{\"ipAddressOrRange\":\"0.0.0.0\"}]}"));
        assertThat(onlyOperation(judgement).body())
                .hasToString("{\"properties\":{\"ipRules\":[{\"ipAddressOrRange\":\"198.51.100.0/28\"}]}}");
    }

    @Test
    void approvedRangesThatAreNoAddressesAreNeverWritten() {
        Judgement judgement = judge(
                "cosmos.network-open",
                Map.of("approvedRanges", "[\"the office\"]"),
                COSMOS,
                world(COSMOS, "{\"ipRules\":[]}"));
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.fix()).isNull();
    }

    @Test
    void approvedRangesJoinTheRulesOfANamespaceOnce() {
        RecordedWorld world = world(HUBS, "{}")
                .object(
                        HUBS + "/networkRuleSets/default",
                        "{\"properties\":{\"defaultAction\":\"Allow\",\"ipRules\":[{\"ipMask\":\"198.51.100.0/28\","
                                + "\"action\":\"Allow\"}]}}")
                .list(HUBS + "/networkSecurityPerimeterConfigurations");
        Judgement judgement = judge(
                "eventhub.public-network",
                Map.of("approvedRanges", "[\"198.51.100.0/28\",\"203.0.113.7\"]"),
                HUBS,
                world);
        JsonNode rules = Objects.requireNonNull(onlyOperation(judgement).body()).at("/properties/ipRules");
        assertThat(rules.findValuesAsText("ipMask")).containsExactly("198.51.100.0/28", "203.0.113.7");
    }
}
