package dev.driftwarden.snippet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.Operation.Method;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.testing.Samples;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnippetsTest {
    private static final ResourceId GROUP = ResourceId.parse("/subscriptions/00000000-0000-0000-0000-00000000000a"
            + "/resourceGroups/rg-docs/providers/Microsoft.Network/networkSecurityGroups/nsg-jump");

    private static Snippets of(Method method, ResourceId target, String version, @Nullable String body) {
        return Snippets.of(List.of(new Operation(method, target, version, body == null ? null : Samples.json(body))));
    }

    @Test
    void usesTheProvidersOwnAttributeWhereItIsKnown() {
        Snippets snippets =
                of(Method.PATCH, Samples.ACCOUNT, "2023-05-01", "{\"properties\":{\"allowBlobPublicAccess\":false}}");
        assertThat(snippets.bicep()).isEqualTo("""
                        // %s
                        resource r_stcontosodocs01 'Microsoft.Storage/storageAccounts@2023-05-01' = {
                          name: 'stcontosodocs01'
                          // … everything else stays as it is
                          properties: {
                            allowBlobPublicAccess: false
                          }
                        }
                        """.formatted(Samples.ACCOUNT.path()));
        assertThat(snippets.terraform()).isEqualTo("""
                        # %s
                        resource "azurerm_storage_account" "r_stcontosodocs01" {
                          # … everything else stays as it is
                          allow_nested_items_to_be_public = false
                        }
                        """.formatted(Samples.ACCOUNT.path()));
    }

    @Test
    void usesAzuresNamesForEverythingElse() {
        Snippets snippets = of(
                Method.PATCH,
                Samples.ACCOUNT,
                "2023-05-01",
                "{\"properties\":{\"networkAcls\":{\"defaultAction\":\"Deny\",\"ipRules\":[{\"value\":\"203.0.113.1\"}]}}}");
        assertThat(snippets.terraform())
                .contains(
                        "resource \"azapi_update_resource\"",
                        "type = \"Microsoft.Storage/storageAccounts@2023-05-01\"",
                        "resource_id = \"" + Samples.ACCOUNT.path() + "\"",
                        "defaultAction = \"Deny\"",
                        "value = \"203.0.113.1\"");
        assertThat(snippets.bicep()).contains("ipRules: [", "value: '203.0.113.1'");
    }

    @Test
    void namesAChildWithItsParentsAndSaysWhatToRemove() {
        ResourceId rule = GROUP.resolve("securityRules/ssh");
        assertThat(of(Method.PUT, rule, "2024-05-01", "{\"name\":\"ssh\",\"properties\":{\"access\":\"Deny\"}}")
                        .bicep())
                .contains("'Microsoft.Network/networkSecurityGroups/securityRules@2024-05-01'", "name: 'nsg-jump/ssh'");
        assertThat(of(Method.PUT, rule, "2024-05-01", "{\"properties\":{}}").terraform())
                .contains("\"azapi_resource\"", "name      = \"ssh\"", "parent_id = \"" + GROUP.path());
        Snippets removed = of(Method.DELETE, rule, "2024-05-01", null);
        assertThat(removed.bicep()).contains("Remove the declaration");
        assertThat(removed.terraform()).contains("Remove the block");
    }

    @Test
    void hasNothingForDirectoryObjects() {
        ResourceId policy = ResourceId.parse("/graph/identity/conditionalAccess/policies/1");
        assertThat(of(Method.PATCH, policy, "v1.0", "{\"state\":\"enabled\"}").isEmpty())
                .isTrue();
    }

    /** Whatever somebody names things, a text stays a text and a comment a comment. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a'b\"c\\d",
                "${file('/etc/passwd')}",
                "%{ if true }x%{ endif }",
                "line\nresource evil 'x@y' = {}",
                "\r\nresource \"null_resource\" \"x\" {}",
                "\u2028\u202e'",
                "'''",
                "<<EOT"
            })
    void hostileNamesStayText(String hostile) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("tags").put(hostile, hostile);
        Operation operation = new Operation(Method.PATCH, Samples.ACCOUNT, "2023-05-01", body);
        Snippets snippets = Snippets.of(List.of(operation));
        assertThat(snippets.bicep().lines()).hasSize(8);
        assertThat(unquoted(snippets.bicep(), '\'')).doesNotContain("evil", "passwd", "{ if", "<<");
        assertThat(snippets.bicep()).doesNotContainPattern("(?<!\\\\)\\$\\{");
        assertThat(unquoted(snippets.terraform(), '"')).doesNotContain("evil", "passwd", "null_resource\"", "<<");
        assertThat(snippets.terraform()).doesNotContainPattern("(?<!\\$)\\$\\{").doesNotContainPattern("(?<!%)%\\{");
        assertThat((snippets.bicep() + snippets.terraform())
                        .chars()
                        .anyMatch(c -> c == 0x202e || c == 0x2028 || c == '\r'))
                .isFalse();
        assertThat(Names.comment(hostile)).doesNotContain("\n", "\r", "\u2028");
    }

    /** What is left when every text is taken away, read as the languages read it. */
    private static String unquoted(String code, char quote) {
        StringBuilder outside = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (inside && c == '\\') {
                i++;
            } else if (c == quote) {
                inside = !inside;
            } else if (!inside) {
                outside.append(c);
            }
        }
        assertThat(inside).as("every text ends").isFalse();
        return outside.toString();
    }
}
