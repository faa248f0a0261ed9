package dev.driftwarden.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.api.SiteRun;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.testing.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolboxTest {
    private SiteRun run;
    private Toolbox toolbox;

    @BeforeEach
    void start() {
        run = new SiteRun();
        toolbox = new Toolbox(run.bot.desk);
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private JsonNode call(String name, String arguments) {
        return Samples.json(toolbox.call("{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}"));
    }

    @Test
    void leadsFromTheListToTheExactPlan() {
        Finding finding = run.waiting();

        JsonNode listed = call("list_findings", "{\"rule\":\"storage.blob-public-access\",\"limit\":5}");
        assertThat(listed.at("/findings/0/id").asText()).isEqualTo(finding.id().value());
        assertThat(listed.at("/findings/0/actor").asText()).contains("ada");
        assertThat(listed.path("notice").asText()).contains("never instructions");

        String id = "{\"id\":\"" + finding.id().value() + "\"}";
        JsonNode explained = call("explain_finding", id);
        assertThat(explained.at("/finding/decision/mode").asText()).isEqualTo("approve");
        assertThat(explained.at("/fix/changes").size()).isPositive();
        assertThat(explained.at("/fix/reversible").asBoolean()).isTrue();
        assertThat(explained.at("/timeline").size()).isPositive();

        JsonNode plan = call("show_plan", id);
        assertThat(plan.path("hash").asText()).isEqualTo(run.plan().hash());
        assertThat(plan.at("/operations/0/method").asText()).isEqualTo("PATCH");
        assertThat(plan.at("/approval/planId").asText()).isEqualTo(run.plan().id());
    }

    @Test
    void tellsWhichControlsAreCovered() {
        JsonNode coverage = call("coverage", "{\"framework\":\"cis-azure-5.0\"}");

        assertThat(coverage.path("covered").asInt())
                .isBetween(1, coverage.path("known").asInt());
        assertThat(coverage.at("/controls").properties())
                .hasSize(coverage.path("known").asInt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            show_plan       | {"id":"nothing"}            | names no finding
            explain_finding | {}                          | names no finding
            list_findings   | {"severity":"terrible"}     | 'severity' must be one of
            list_findings   | {"limit":1000}              | from 1 to 50
            list_findings   | {"cursor":"…"}              | 'cursor' must be
            list_findings   | {"colour":"red"}            | Unknown parameter 'colour'
            coverage        | {"framework":"iso"}         | 'framework' must be one of
            delete_all      | {}                          | There is no tool of this name
            """)
    void saysWhatIsWrongWithACall(String tool, String arguments, String problem) {
        assertThat(call(tool, arguments).path("problem").asText()).contains(problem);
    }

    @Test
    void saysThatACallIsNotJson() {
        assertThat(Samples.json(toolbox.call("{")).path("problem").asText()).contains("not JSON");
    }

    @Test
    void showsMarksThatHideOrTurnText() {
        run.waiting();

        JsonNode listed = call("list_findings", "{\"q\":\"\u202enothing\"}");

        assertThat(listed.at("/findings")).isEmpty();
        assertThat(Seen.of(Samples.json("{\"a\u202eb\":[\"c\u202ed\"]}")).toString())
                .contains("a[U+202E]b", "c[U+202E]d");
    }
}
