package dev.driftwarden.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.driftwarden.engine.Jobs;
import dev.driftwarden.engine.KillSwitchDesk;
import dev.driftwarden.engine.Person;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.resource.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Five hundred fixes are ordered when somebody pulls the kill switch. */
class StormTest {
    private static final int STORM = 500;
    private static final Person PAT =
            new Person("00000000-0000-0000-0000-0000000000b3", "pat", Set.of("Driftwarden.Admin"));

    private BotRun run;

    @BeforeEach
    void start() {
        run = new BotRun();
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private static ResourceId account(int number) {
        return ResourceId.parse(BotRun.PRODUCTION
                + "/resourceGroups/rg-docs/providers/Microsoft.Storage/storageAccounts/ststorm%03d".formatted(number));
    }

    private boolean isCreated(ResourceId account) {
        return run.live(account)
                .path("properties")
                .path("provisioningState")
                .asText()
                .equals("Succeeded");
    }

    @Test
    void theKillSwitchStopsAStormOfPendingFixesAlsoAfterARestart() {
        run.policy("modes: [ { rules: storage.https-only, mode: auto } ]\n"
                + "budgets: { total: 100000, per-subscription: 100000, per-rule: 100000 }");
        List<ResourceId> accounts =
                IntStream.range(0, STORM).mapToObj(StormTest::account).toList();
        accounts.forEach(account -> {
            run.send(
                    "PUT",
                    account,
                    "2023-05-01",
                    "{\"location\":\"westeurope\",\"kind\":\"StorageV2\",\"sku\":{\"name\":\"Standard_LRS\"},"
                            + "\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
        });
        await().until(() -> accounts.stream().allMatch(this::isCreated));
        accounts.forEach(run::look);
        run.events.clear();
        run.pump(Jobs.EVALUATE);
        assertThat(run.waiting(Jobs.APPLY)).isEqualTo(STORM);
        long before = run.writes();
        run.pumpOnce(Jobs.APPLY);
        assertThat(run.writes()).isEqualTo(before + 1);

        new KillSwitchDesk(run.desk).set(true, PAT, "storm");
        run.restart();
        run.pumpTogether(Jobs.APPLY, 4);
        run.clock.advance(Duration.ofMinutes(20));
        run.housekeeping();
        run.pumpTogether(Jobs.APPLY, 4);

        assertThat(run.writes()).isEqualTo(before + 1);
        assertThat(accounts.stream()
                        .map(account -> run.finding(account, "storage.https-only")
                                .orElseThrow()
                                .state())
                        .filter(state -> state == FindingState.APPLYING)
                        .count())
                .isZero();
    }
}
