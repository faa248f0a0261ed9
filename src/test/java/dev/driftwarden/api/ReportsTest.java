package dev.driftwarden.api;

import static dev.driftwarden.api.SiteRun.VERA;
import static dev.driftwarden.api.SiteRun.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.web.WebResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private SiteRun run;
    private Finding finding;

    @BeforeEach
    void start() {
        run = new SiteRun();
        finding = run.waiting();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    @Test
    void writesWhatIsOpenInEveryFormat() {
        JsonNode document = json(run.get(VERA, "/api/v1/reports/now"));
        assertThat(document.path("lines").findValuesAsText("findingId"))
                .contains(finding.id().value());
        assertThat(document.path("omitted").asInt()).isZero();

        WebResponse csv = run.get(VERA, "/api/v1/reports/now?format=csv");
        assertThat(csv.headers()).containsEntry("Content-Type", "text/csv; charset=utf-8");
        assertThat(csv.headers().get("Content-Disposition")).endsWith(".csv\"");
        assertThat(csv.body().lines())
                .anyMatch(line -> line.startsWith("storage.blob-public-access,")
                        && line.contains(finding.id().value()));

        JsonNode ocsf = json(run.get(VERA, "/api/v1/reports/now?format=ocsf"));
        assertThat(ocsf.findValuesAsText("control")).contains("storage.blob-public-access");
        assertThat(ocsf.get(0).path("class_uid").asInt()).isEqualTo(2003);

        JsonNode sarif = json(run.get(VERA, "/api/v1/reports/now?format=sarif"));
        assertThat(sarif.path("runs").get(0).path("results").findValuesAsText("ruleId"))
                .contains("storage.blob-public-access");
    }

    @Test
    void saysWhichControlsFail() {
        JsonNode standings = json(run.get(VERA, "/api/v1/reports/now")).path("standings");

        JsonNode failing = find(find(standings, "framework", "cis-azure-5.0").path("controls"), "id", "9.3.8");
        assertThat(failing.path("open").asInt()).isEqualTo(1);
        assertThat(failing.path("rules").toString()).contains("storage.blob-public-access");
        assertThat(run.get(VERA, "/console/reports/now").body())
                .contains("failing", "not covered", "Anonymous blob access");
    }

    private static JsonNode find(JsonNode all, String field, String value) {
        for (JsonNode one : all) {
            if (one.path(field).asText().equals(value)) {
                return one;
            }
        }
        throw new AssertionError("no " + field + " " + value + " in " + all);
    }

    @Test
    void keepsOneReportANight() {
        run.reports.nightly();
        run.bot.clock.advance(Duration.ofHours(1));
        run.reports.nightly();
        String today = run.bot.clock.instant().toString().substring(0, 10);
        Duration twoDays = Duration.ofDays(2);
        run.bot.clock.advance(twoDays);
        run.reports.nightly();

        JsonNode nights = json(run.get(VERA, "/api/v1/reports")).path("items");
        assertThat(nights).hasSize(2);
        assertThat(nights.get(0).path("id").asText()).isEqualTo(today);
        assertThat(nights.get(0).path("open").path("medium").asInt()).isPositive();
        assertThat(json(run.get(VERA, "/api/v1/reports/" + today)).path("lines"))
                .isNotEmpty();
        assertThat(run.get(VERA, "/console/reports").body()).contains(today, "cis-azure-5.0");
    }

    @Test
    void waitsForTheSweep() {
        run.bot.clock.advance(Duration.ofHours(13));

        run.reports.nightly();

        assertThat(run.reports.last(30)).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotHave() {
        assertThat(run.get(VERA, "/api/v1/reports/2020-01-01").status()).isEqualTo(404);
        assertThat(run.get(VERA, "/api/v1/reports/yesterday").status()).isEqualTo(404);
        assertThat(run.get(VERA, "/console/reports/2020-01-01").status()).isEqualTo(404);
        assertThat(run.get(VERA, "/api/v1/reports/now?format=docx").status()).isEqualTo(400);
        assertThat(run.get(VERA, "/api/v1/reports?days=0").status()).isEqualTo(400);
    }
}
