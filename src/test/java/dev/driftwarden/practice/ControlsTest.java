package dev.driftwarden.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.practice.Caller.Answer;
import dev.driftwarden.resource.ResourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ControlsTest {
    private static final String CLOSE = "{\"properties\":{\"allowBlobPublicAccess\":true}}";
    private static final String GRAPH = "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01";

    private final PracticeAzure azure = PracticeAzure.start(PracticeOptions.defaults());
    private final Caller caller = new Caller(azure);

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void aFaultStrikesAsOftenAsAskedAndNoMore() throws IOException {
        azure.faults().add(Fault.throttling("GET", "**/storageAccounts/*", 2, Duration.ofSeconds(7)));

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Answer answer = caller.get(Caller.DOCS + Caller.STORAGE);
            statuses.add(answer.status());
            assertThat(answer.header("Retry-After")).isEqualTo(answer.status() == 429 ? "7" : "");
        }

        assertThat(statuses).containsExactly(429, 429, 200);
    }

    @Test
    void aLostResponseComesAfterTheWriteHappened() throws IOException {
        caller.call("POST", "/practice/faults", "{\"method\":\"PATCH\",\"path\":\"**\",\"effect\":\"lose-response\"}");

        assertThatThrownBy(() -> caller.call("PATCH", Caller.DOCS + Caller.STORAGE, CLOSE))
                .isInstanceOf(IOException.class);

        assertThat(isPublic()).isTrue();
    }

    @Test
    void aTruncatedBodyBreaksOff() {
        azure.faults().add(new Fault("GET", "**", 1, new Fault.Effect.TruncateBody()));

        assertThatThrownBy(() -> caller.get(Caller.DOCS + Caller.STORAGE)).isInstanceOf(IOException.class);
    }

    @Test
    void somebodyElseCanChangeItJustBeforeACall() throws IOException {
        String fault =
                "{\"method\":\"GET\",\"path\":\"**\",\"effect\":\"change-before\",\"write\":{\"method\":\"PATCH\",\"path\":\""
                        + Caller.DOCS + "\",\"body\":" + CLOSE + "}}";
        assertThat(caller.call("POST", "/practice/faults", fault).status()).isEqualTo(204);

        Answer answer = caller.get(Caller.DOCS + Caller.STORAGE);

        assertThat(answer.body()
                        .path("properties")
                        .path("allowBlobPublicAccess")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void refusesAFaultItDoesNotUnderstand() throws IOException {
        assertThat(caller.call("POST", "/practice/faults", "{\"effect\":\"magic\",\"path\":\"**\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void countsCallsByMethodAndPath() throws IOException {
        caller.get(Caller.DOCS + Caller.STORAGE);
        caller.get(Caller.DOCS + Caller.STORAGE);
        caller.get("/practice/calls");

        assertThat(azure.calls().total()).isEqualTo(2);
        assertThat(azure.calls().of("GET", "**/storageAccounts/*")).isEqualTo(2);
        assertThat(azure.calls().of("PATCH", "**")).isZero();
    }

    @Test
    void everyScenarioCanBePlayed() throws IOException {
        JsonNode scenarios = caller.get("/practice").body().path("scenarios");

        assertThat(scenarios).hasSize(5);
        for (var names = scenarios.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            Answer answer = caller.call("POST", "/practice/scenarios/" + name, "");
            assertThat(answer.status()).as(name).isEqualTo(202);
            assertThat(ResourceId.tryParse(answer.body().path("subject").asText()))
                    .as(name)
                    .isPresent();
        }
        assertThat(isPublic()).isTrue();
    }

    @Test
    void resetBringsTheSampleEstateBack() throws IOException {
        caller.call("POST", "/practice/scenarios/make-storage-public", "");
        azure.faults().add(Fault.answering("*", "**", 5, 503, "ServerBusy"));

        caller.call("POST", "/practice/reset", "");

        assertThat(isPublic()).isFalse();
        assertThat(azure.faults().pending()).isEmpty();
    }

    @Test
    void refusesPagesOfOtherSites() throws IOException {
        Answer answer = caller.call(
                "POST", "/practice/scenarios/make-storage-public", "", "Origin", "https://fabrikam.example");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(isPublic()).isFalse();
    }

    @Test
    void keepsItsStateOverARestart(@TempDir Path folder) throws IOException {
        PracticeOptions options = PracticeOptions.defaults().withStateFile(folder.resolve("estate.json"));
        try (PracticeAzure first = PracticeAzure.start(options)) {
            new Caller(first).call("POST", "/practice/scenarios/make-storage-public", "");
            new Caller(first).call("POST", "/practice/scenarios/disable-mfa-policy", "");
        }
        try (PracticeAzure second = PracticeAzure.start(options)) {
            assertThat(isPublic(second)).isTrue();
            assertThat(second.get(ResourceId.parse(
                                    "/graph/identity/conditionalAccess/policies/66666666-0000-0000-0000-000000000001"))
                            .orElseThrow()
                            .path("state")
                            .asText())
                    .isEqualTo("disabled");
        }
    }

    @Test
    void aResourceCutOffInAnOperationCanBeWrittenAfterTheRestart(@TempDir Path folder) throws IOException {
        String server = Caller.PRODUCTION + "/resourceGroups/rg-shop/providers/Microsoft.Sql/servers/sql-contoso-shop"
                + "?api-version=2021-11-01";
        PracticeOptions options = PracticeOptions.defaults()
                .withStateFile(folder.resolve("estate.json"))
                .withUnattended(Duration.ofHours(1));
        try (PracticeAzure first = PracticeAzure.start(options)) {
            assertThat(new Caller(first).call("PATCH", server, "{}").status()).isEqualTo(202);
        }
        try (PracticeAzure second = PracticeAzure.start(options)) {
            assertThat(new Caller(second).call("PATCH", server, "{}").status()).isEqualTo(202);
        }
    }

    @Test
    void aResetStopsOperationsThatAreUnderWay() throws IOException {
        String server = Caller.PRODUCTION + "/resourceGroups/rg-shop/providers/Microsoft.Sql/servers/sql-contoso-shop";
        Answer accepted = caller.call(
                "PATCH", server + "?api-version=2021-11-01", "{\"properties\":{\"minimalTlsVersion\":\"1.2\"}}");

        azure.reset();

        assertThat(caller.get(accepted.header("Azure-AsyncOperation")).status()).isEqualTo(404);
        assertThat(azure.get(ResourceId.parse(server))
                        .orElseThrow()
                        .path("properties")
                        .path("minimalTlsVersion")
                        .asText())
                .isEqualTo("None");
    }

    @Test
    void setsABrokenStateFileAside(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("estate.json");
        Files.writeString(file, "{\"resources\":");

        try (PracticeAzure restarted =
                PracticeAzure.start(PracticeOptions.defaults().withStateFile(file))) {
            assertThat(isPublic(restarted)).isFalse();
        }

        assertThat(folder.resolve("estate.json.broken")).hasContent("{\"resources\":");
    }

    @Test
    void resourceGraphPagesThroughATypeInOrder() throws IOException {
        String query =
                "resources | where type =~ 'Microsoft.Storage/storageAccounts' or type in~ ('microsoft.keyvault/vaults')"
                        + " | project id, name, allow = properties.allowBlobPublicAccess | order by id asc";
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            String options = "{\"$top\":4" + (token.isEmpty() ? "" : ",\"$skipToken\":\"" + token + "\"") + "}";
            JsonNode page = caller.call("POST", GRAPH, "{\"query\":\"" + query + "\",\"options\":" + options + "}")
                    .body();
            assertThat(page.path("totalRecords").asInt()).isEqualTo(11);
            page.path("data").forEach(row -> ids.add(row.path("id").asText()));
            token = page.path("$skipToken").asText("");
        } while (!token.isEmpty());

        assertThat(ids).hasSize(11).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void resourceGraphRefusesWhatItDoesNotUnderstand() throws IOException {
        for (String query :
                List.of("resources | summarize count() by type", "nothing", "resources | where type =~", "")) {
            Answer answer = caller.call("POST", GRAPH, "{\"query\":\"" + query + "\"}");
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.body()
                            .path("error")
                            .path("details")
                            .get(0)
                            .path("code")
                            .asText())
                    .as(query)
                    .isEqualTo("InvalidQuery");
        }
    }

    private boolean isPublic() {
        return isPublic(azure);
    }

    private static boolean isPublic(PracticeAzure azure) {
        return azure.get(ResourceId.parse(Caller.DOCS))
                .orElseThrow()
                .path("properties")
                .path("allowBlobPublicAccess")
                .asBoolean();
    }
}
