package dev.driftwarden.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.engine.Person;
import dev.driftwarden.web.WebRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalsTest {
    private static final String OID = "11111111-0000-4000-8000-0000000000AB";
    private static final String ADA = """
            {"auth_typ":"aad","claims":[
              {"typ":"http://schemas.microsoft.com/identity/claims/objectidentifier","val":"%s"},
              {"typ":"name","val":"Ada \u202EExample"},
              {"typ":"roles","val":"Driftwarden.Viewer"},
              {"typ":"http://schemas.microsoft.com/ws/2008/06/identity/claims/role","val":"Driftwarden.Approver"},
              {"typ":"custom-role","val":"Driftwarden.Admin"},
              {"typ":"groups","val":"Driftwarden.Other"}],
             "role_typ":"custom-role"}""".formatted(OID);

    private final Principals principals = new Principals(/* platformAuthentication= */ true);

    private static WebRequest with(String header) {
        return new WebRequest("GET", "/console", Map.of(), Map.of("x-ms-client-principal", header), "");
    }

    private static String encoded(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsIdNameAndRolesHoweverTheyAreNamed() {
        Person ada = principals.of(with(encoded(ADA))).orElseThrow();
        assertThat(ada.objectId()).isEqualTo("11111111-0000-4000-8000-0000000000ab");
        assertThat(ada.name()).isEqualTo("Ada [U+202E]Example");
        assertThat(ada.roles())
                .containsExactlyInAnyOrder("Driftwarden.Viewer", "Driftwarden.Approver", "Driftwarden.Admin");
    }

    @Test
    void readsBase64ThatIsBrokenIntoLines() {
        byte[] json = ADA.getBytes(StandardCharsets.UTF_8);
        assertThat(principals.of(with(Base64.getMimeEncoder().encodeToString(json))))
                .isPresent();
        String shortId = "{\"claims\":[{\"typ\":\"oid\",\"val\":\"" + OID + "\"}]}";
        assertThat(principals.of(with(encoded(shortId)))).map(Person::roles).contains(Set.of());
    }

    @Test
    void trustsNoHeaderWithoutThePlatform() {
        assertThat(new Principals(/* platformAuthentication= */ false).of(with(encoded(ADA))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"claims\":{}}",
                "{\"claims\":[{\"typ\":\"oid\",\"val\":\"admin\"}]}",
                "{\"claims\":[{\"typ\":\"oid\",\"val\":\"11111111-0000-4000-8000-000000000001\"},{\"typ\":\"oid\",\"val\":\"11111111-0000-4000-8000-000000000002\"}]}"
            })
    void takesADamagedHeaderForNobody(String json) {
        assertThat(principals.of(with(encoded(json)))).isEmpty();
    }

    @Test
    void takesWhatIsNoBase64OrTooLongForNobody() {
        for (String header : List.of("%%%", "=", "A".repeat(70_000))) {
            assertThat(principals.of(with(header))).isEqualTo(Optional.empty());
        }
    }
}
