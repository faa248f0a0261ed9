package dev.driftwarden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.resource.ResourceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Directory objects are shown by what people call them, whatever that is. */
class DisplayNameTest {
    private static final ResourceId LOCATION =
            ResourceId.parse("/graph/identity/conditionalAccess/namedLocations/77777777-0000-0000-0000-000000000002");
    private static final String RULE = "entra.trusted-location-too-wide";

    private BotRun run;

    @BeforeEach
    void start() {
        run = new BotRun().policy("defaults: { mode: approve }\n");
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private Finding found(String displayName) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("@odata.type", "#microsoft.graph.ipNamedLocation")
                .put("displayName", displayName)
                .toString();
        assertThat(run.graph("PATCH", LOCATION, body)).isEqualTo(204);
        run.look(LOCATION);
        run.settle();
        return run.finding(LOCATION, RULE).orElseThrow();
    }

    @Test
    void aFindingAndItsQuestionBearTheName() {
        Finding finding = found("Partner network");
        assertThat(finding.displayName()).isEqualTo("Partner network");
        assertThat(run.desk.book().approval(String.valueOf(finding.planId())))
                .hasValueSatisfying(asked -> assertThat(asked.value().title()).endsWith(": Partner network"));
    }

    @Test
    void aHostileNameIsOneBoundedLine() {
        String name = found("Fine\r\nBcc: all@contoso.example\u202e<script>" + "x".repeat(100))
                .displayName();
        assertThat(name)
                .startsWith("Fine Bcc: all@contoso.example <script>")
                .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}]")
                .hasSizeLessThanOrEqualTo(121);
    }

    @Test
    void anArmResourceIsKnownByItsId() {
        run.send("PATCH", BotRun.DOCS, "2025-06-01", "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
        run.settle();
        Finding finding = run.finding(BotRun.DOCS, "storage.https-only").orElseThrow();
        assertThat(finding.displayName()).isNull();
        assertThat(finding.resourceName()).isEqualTo("stcontosodocs01");
    }
}
