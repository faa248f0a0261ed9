package dev.driftwarden.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzurePolicyTest {
    private static final String ALIAS = "Microsoft.Storage/storageAccounts/";
    private static final JsonNode BODY = Samples.json(
            "{\"type\":\"Microsoft.Storage/storageAccounts\",\"location\":\"westeurope\","
                    + "\"tags\":{\"env\":\"prod\"},\"properties\":{\"allowBlobPublicAccess\":false,\"networkAcls\":{\"defaultAction\":\"Deny\"}}}");

    private static AzurePolicy policy(String condition, String effect, String parameters) {
        return new AzurePolicy(
                Samples.json("{\"properties\":{\"parameters\":{\"effect\":{\"defaultValue\":\"Deny\"},"
                        + "\"places\":{\"defaultValue\":[\"westeurope\"]}},\"policyRule\":{\"if\":" + condition
                        + ",\"then\":{\"effect\":\"" + effect + "\"}}}}"),
                Samples.json("{\"properties\":{\"parameters\":" + parameters + "}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"field":"type","equals":"microsoft.storage/storageaccounts"}                                     | true
            {"field":"location","in":["northeurope"]}                                                         | false
            {"field":"location","in":"[parameters('places')]"}                                                | true
            {"field":"location","notIn":"[parameters('places')]"}                                             | false
            {"field":"Microsoft.Storage/storageAccounts/allowBlobPublicAccess","equals":"false"}              | true
            {"field":"Microsoft.Storage/storageAccounts/networkAcls.defaultAction","notEquals":"Allow"}       | true
            {"not":{"field":"Microsoft.Storage/storageAccounts/allowBlobPublicAccess","equals":"false"}}      | false
            {"field":"tags['costCenter']","exists":"false"}                                                   | true
            {"allOf":[{"field":"tags.env","equals":"prod"},{"field":"tags['costCenter']","exists":false}]}    | true
            {"anyOf":[{"field":"location","equals":"x"},{"field":"tags['env']","equals":"PROD"}]}             | true
            {"allOf":[{"field":"location","equals":"x"},{"count":{"field":"a[*]"},"greater":1}]}              | false
            {"anyOf":[{"value":"[field('location')]","equals":"westeurope"},{"field":"tags.env","like":"p*"}]} | true
            {"field":"Microsoft.Compute/disks/sku.name","equals":"x"}                                         | false
            {"field":"location","equals":"[concat('west','europe')]"}                                         | false
            {}                                                                                                | false
            """)
    void deniesOnlyWhatItCertainlyDenies(String condition, boolean denies) {
        assertThat(policy(condition, "[parameters('effect')]", "{}").denies(BODY))
                .isEqualTo(denies);
        assertThat(policy(condition, "[parameters('effect')]", "{\"effect\":{\"value\":\"Audit\"}}")
                        .denies(BODY))
                .isFalse();
    }

    @Test
    void saysWhatAModifyPolicySets() {
        AzurePolicy policy = new AzurePolicy(
                Samples.json(
                        "{\"properties\":{\"policyRule\":{\"if\":{},\"then\":{\"effect\":\"modify\",\"details\":{\"operations\":["
                                + "{\"operation\":\"addOrReplace\",\"field\":\"" + ALIAS
                                + "allowBlobPublicAccess\",\"value\":true},"
                                + "{\"operation\":\"addOrReplace\",\"field\":\"tags['x']\",\"value\":\"[field('name')]\"}]}}}}}"),
                Samples.json("{}"));
        assertThat(policy.sets(ALIAS + "allowblobpublicaccess")).contains(Samples.json("true"));
        assertThat(policy.sets(ALIAS + "minimumTlsVersion")).isEmpty();
        assertThat(policy.sets("tags['x']")).isEmpty();
    }
}
