package dev.driftwarden.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.web.WebRequest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PracticeSignInTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final RunningHost host = new RunningHost();

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void sendsTheHeadersThatThePlatformWouldSend() throws Exception {
        host.get("/console", "X-Practice-Person", "olivia");

        WebRequest request = host.bot.requests().get(0);
        assertThat(request.header("X-MS-CLIENT-PRINCIPAL-IDP")).contains("aad");
        assertThat(request.header("X-MS-CLIENT-PRINCIPAL-NAME")).contains("olivia.oncall@contoso.example");
        Map<String, String> claims = claims(request);
        assertThat(claims)
                .containsEntry("roles", "Driftwarden.Viewer Driftwarden.Approver")
                .containsEntry("preferred_username", "olivia.oncall@contoso.example")
                .containsEntry(
                        "http://schemas.microsoft.com/identity/claims/objectidentifier",
                        request.header("X-MS-CLIENT-PRINCIPAL-ID").orElseThrow());
    }

    @Test
    void knowsThePeopleOfThePracticeTenantByTheirObjectIds() throws Exception {
        JsonNode personas = new ObjectMapper()
                .readTree(Path.of("src/main/resources/practice/estate/personas.json")
                        .toFile());

        for (String key : List.of("olivia", "ada", "pat")) {
            PracticePerson person = PracticePeople.standard().named(key).orElseThrow();
            assertThat(person.objectId())
                    .isEqualTo(personas.at("/" + key + "/objectId").asText());
            assertThat(person.userPrincipalName())
                    .isEqualTo(personas.at("/" + key + "/userPrincipalName").asText());
        }
    }

    @Test
    void takesAwayWhatAClientSaysAboutItself() throws Exception {
        host.get(
                "/console",
                "X-MS-CLIENT-PRINCIPAL",
                "forged",
                "x-ms-client-principal-id",
                "forged",
                "X-MS-TOKEN-AAD-ID-TOKEN",
                "forged");

        assertThat(host.bot.requests().get(0).headers()).doesNotContainValue("forged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "OLIVIA", "olivia; x", "../pat"})
    void letsAnUnknownPersonInAsNobody(String person) throws Exception {
        host.get("/console", "X-Practice-Person", person);

        assertThat(host.bot.requests().get(0).header("x-ms-client-principal")).isEmpty();
    }

    @Test
    void signsInWithACookieThatOtherSitesCannotUse() throws Exception {
        HttpResponse<String> answer = signIn("person=pat&return=%2Fconsole%2Fapprovals%3Fa%3D1");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/console/approvals?a=1");
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
        host.get("/console", "Cookie", "other=1; " + cookie.substring(0, cookie.indexOf(';')));
        assertThat(claims(host.bot.requests().get(0)).get("roles")).contains("Driftwarden.Admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com", "//example.com", "/\\example.com", "javascript:x", "/a\r\nX: y"})
    void neverLeadsAwayFromThisHost(String target) throws Exception {
        HttpResponse<String> answer = signIn("person=pat&return=" + URLEncoder.encode(target, StandardCharsets.UTF_8));

        assertThat(answer.headers().firstValue("Location")).contains("/console");
    }

    @Test
    void signsOutAndRefusesStrangers() throws Exception {
        assertThat(signIn("person=").headers().firstValue("Set-Cookie").orElseThrow())
                .contains("Max-Age=0");
        assertThat(signIn("person=mallory").statusCode()).isEqualTo(400);
    }

    @Test
    void showsWhoIsThereAndWhoCanBeChosen() throws Exception {
        HttpResponse<String> answer =
                host.get("/practice/sign-in?return=%2Fconsole%22%3E%3Cscript%3E", "X-Practice-Person", "vera");

        Document page = Jsoup.parse(answer.body());
        assertThat(page.text()).contains("You are Vera Viewer.");
        assertThat(page.select("button[name=person]").eachAttr("value"))
                .containsExactly("olivia", "ada", "pat", "vera", "");
        assertThat(page.select("script")).isEmpty();
        assertThat(page.select("input[name=return]").val()).isEqualTo("/console");
    }

    private HttpResponse<String> signIn(String form) throws Exception {
        return host.post("/practice/sign-in", form, "Content-Type", FORM);
    }

    private static Map<String, String> claims(WebRequest request) throws Exception {
        byte[] json = Base64.getDecoder()
                .decode(request.header("x-ms-client-principal").orElseThrow());
        Map<String, String> claims = new TreeMap<>();
        for (JsonNode claim : new ObjectMapper().readTree(json).path("claims")) {
            claims.merge(claim.path("typ").asText(), claim.path("val").asText(), (one, two) -> one + " " + two);
        }
        return claims;
    }
}
