package dev.driftwarden.e2e;

import static dev.driftwarden.e2e.BotRun.DOCS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.engine.Jobs;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Write;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fixes of a resource of which another worker has the lease. */
class LeaseWaitTest {
    private static final String RULE = "storage.https-only";
    private static final Duration STEP = Duration.ofSeconds(10);

    private final BotRun run = new BotRun().policy("defaults: { mode: auto }");

    @BeforeEach
    void orderTheFix() {
        run.send("PATCH", DOCS, "2023-05-01", "{\"properties\":{\"supportsHttpsTrafficOnly\":false}}");
        run.deliver();
        run.clock.advance(STEP);
        run.pump(Jobs.EVALUATE);
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void waitsWithoutBeingCountedAsTried() {
        var holder = run.desk.leases().take(DOCS).orElseThrow();
        for (int i = 0; i < 12; i++) {
            run.pump(Jobs.APPLY);
            run.clock.advance(STEP);
        }
        assertThat(run.writes()).isEqualTo(1);
        assertThat(finding().state()).isEqualTo(FindingState.APPLYING);
        assertThat(write().attempts()).isZero();
        assertThat(run.waiting(Jobs.APPLY)).isEqualTo(1);
        holder.close();
        run.settle();
        assertThat(finding().state()).isEqualTo(FindingState.FIXED);
        assertThat(write().attempts()).isEqualTo(1);
    }

    @Test
    void isWrittenSoonAfterTheLeaseOfADeadWorkerHasRunOut() {
        assertThat(run.desk.leases().take(DOCS)).isPresent();
        Duration waited = Duration.ZERO;
        while (run.writes() == 1 && waited.compareTo(Duration.ofHours(1)) < 0) {
            run.clock.advance(STEP);
            waited = waited.plus(STEP);
            run.pump(Jobs.APPLY);
        }
        assertThat(waited).isBetween(Duration.ofMinutes(6), Duration.ofMinutes(7));
        run.settle();
        assertThat(finding().state()).isEqualTo(FindingState.FIXED);
    }

    private Finding finding() {
        return run.finding(DOCS, RULE).orElseThrow();
    }

    private Write write() {
        return run.desk
                .book()
                .write(String.valueOf(finding().planId()))
                .orElseThrow()
                .value();
    }
}
