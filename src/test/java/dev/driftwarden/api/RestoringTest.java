package dev.driftwarden.api;

import static dev.driftwarden.api.SiteRun.OLIVIA;
import static dev.driftwarden.api.SiteRun.PAT;
import static dev.driftwarden.api.SiteRun.VERA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.resource.ResourceId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An approver chooses how a conditional access policy comes back, over the API and in the console. */
class RestoringTest {
    private static final ResourceId POLICY =
            ResourceId.parse("/graph/identity/conditionalAccess/policies/66666666-0000-0000-0000-000000000003");
    private static final String REPORT_ONLY_FIRST = "Plan report-only first";
    private static final String AT_ONCE = "Plan without report-only";

    private final SiteRun run = new SiteRun();

    @BeforeEach
    void weaken() {
        run.bot.policy("defaults: { mode: approve }");
        run.bot.watchDirectory();
        run.bot.settle();
        run.bot.graph("PATCH", POLICY, "{\"state\":\"disabled\"}");
        run.bot.settle();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private Finding finding() {
        return run.bot.finding(POLICY, "entra.ca-mfa-policy-drift").orElseThrow();
    }

    private Plan plan() {
        return run.bot.plan(finding());
    }

    private String page() {
        return "/console/findings/" + finding().id();
    }

    private int choose(String restore, Plan plan) {
        return run.post(
                        OLIVIA,
                        "/api/v1/approvals/" + plan.id() + "/restore",
                        "{\"planHash\":\"" + plan.hash() + "\",\"restore\":\"" + restore + "\"}")
                .status();
    }

    @Test
    void anotherWayIsAnotherPlan() {
        Plan shown = plan();
        assertThat(run.get(OLIVIA, page()).body()).contains(REPORT_ONLY_FIRST).doesNotContain(AT_ONCE);
        assertThat(run.get(VERA, page()).body()).doesNotContain(REPORT_ONLY_FIRST);
        assertThat(choose("never", shown)).isEqualTo(400);
        assertThat(choose("report-only", shown)).isEqualTo(200);

        Plan chosen = plan();
        assertThat(chosen.hash()).isNotEqualTo(shown.hash());
        assertThat(run.get(OLIVIA, page()).body())
                .contains(AT_ONCE, "only reports what it would do")
                .doesNotContain(REPORT_ONLY_FIRST);
        assertThat(run.submit(PAT, page() + "/enforced", Map.of("plan", chosen.id(), "hash", chosen.hash()))
                        .status())
                .isEqualTo(303);
        assertThat(plan().hash()).isEqualTo(shown.hash());
        assertThat(run.submit(PAT, page() + "/report-only", Map.of("plan", shown.id(), "hash", shown.hash()))
                        .status())
                .isEqualTo(303);
        assertThat(plan().firstStep()).isTrue();
    }
}
