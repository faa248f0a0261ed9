package dev.driftwarden.net;

import static dev.driftwarden.net.Shapes.group;
import static dev.driftwarden.net.Shapes.json;
import static dev.driftwarden.net.Shapes.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityRuleEditTest {
    private static final Ranges SSH = Ports.of(22);

    private static JsonNode replaced(String rule, String... approved) {
        SecurityRuleEdit edit = SecurityRuleEdit.close(json(rule), SSH, List.of(approved));
        assertThat(edit).isInstanceOf(SecurityRuleEdit.Replace.class);
        return ((SecurityRuleEdit.Replace) edit).body();
    }

    @Test
    void putsTheApprovedRangeIntoTheSingularField() {
        JsonNode body = replaced(rule("a", 1, "Allow", "Tcp", "*", "22"), "203.0.113.0/24");
        assertThat(body.path("properties").path("sourceAddressPrefix").textValue())
                .isEqualTo("203.0.113.0/24");
        assertThat(body.path("properties").has("sourceAddressPrefixes")).isFalse();
    }

    @Test
    void putsSeveralIntoThePluralFieldKeepingNarrowSources() {
        JsonNode body =
                replaced(rule("a", 1, "Allow", "Tcp", "10.0.0.0/8,0.0.0.0/1,128.0.0.0/1", "22"), "203.0.113.0/24");
        assertThat(body.path("properties").has("sourceAddressPrefix")).isFalse();
        assertThat(body.path("properties").path("sourceAddressPrefixes").toString())
                .isEqualTo("[\"10.0.0.0/8\",\"203.0.113.0/24\"]");
    }

    @Test
    void dropsWhatOnlyAzureSetsAndLeavesTheRestAndTheOriginalAlone() {
        JsonNode original = json(rule("a", 1, "Allow", "Tcp", "*", "22"));
        JsonNode copy = original.deepCopy();
        JsonNode body =
                ((SecurityRuleEdit.Replace) SecurityRuleEdit.close(original, SSH, List.of("203.0.113.7"))).body();
        assertThat(original).isEqualTo(copy);
        assertThat(body.fieldNames()).toIterable().containsExactlyInAnyOrder("name", "properties");
        assertThat(body.path("properties").has("provisioningState")).isFalse();
        assertThat(body.path("properties").path("priority").intValue()).isEqualTo(1);
    }

    @Test
    void deletesARuleThatServesOnlyThesePortsWhenNobodyIsApproved() {
        assertThat(SecurityRuleEdit.close(json(rule("a", 1, "Allow", "Tcp", "*", "22-22")), SSH, List.of()))
                .isEqualTo(new SecurityRuleEdit.Delete());
    }

    @Test
    void takesOnlyThesePortsOutOfARuleThatServesMore() {
        JsonNode body = replaced(rule("a", 1, "Allow", "Tcp", "*", "20-25"));
        assertThat(body.path("properties").path("destinationPortRanges").toString())
                .isEqualTo("[\"20-21\",\"23-25\"]");
        assertThat(body.path("properties").has("destinationPortRange")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0/0", "*", "AzureCloud", "::/0", "10.0.0.0/99"})
    void refusesApprovedRangesThatCloseNothing(String approved) {
        assertThatThrownBy(() ->
                        SecurityRuleEdit.close(json(rule("a", 1, "Allow", "Tcp", "*", "22")), SSH, List.of(approved)))
                .isInstanceOf(UndecidableException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "*;*",
                "Internet,10.0.0.0/8;22",
                "AzureCloud;22,80",
                "::/0,0.0.0.0/0;20-30",
                "2.0.0.0/8,1.0.0.0/8;22"
            })
    void closesThePortsItWasAskedToClose(String source, String ports) {
        for (List<String> approved : List.of(List.<String>of(), List.of("203.0.113.0/24", "198.51.100.0/24"))) {
            JsonNode rule = json(rule("a", 1, "Allow", "*", source, ports));
            SecurityRuleEdit edit = SecurityRuleEdit.close(rule, SSH, approved);
            if (edit instanceof SecurityRuleEdit.Replace replace) {
                assertThat(NsgExposure.openings(group(replace.body().toString()), SSH, Set.of(Protocol.TCP)))
                        .isEmpty();
            } else {
                assertThat(ports).isEqualTo("22");
            }
        }
    }
}
