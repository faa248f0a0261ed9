package dev.driftwarden.engine;

import dev.driftwarden.ledger.Vitals.Sweep;
import dev.driftwarden.policy.NoticeKind;
import dev.driftwarden.telemetry.Signals;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sweep whose beginning and end everybody can see. */
public final class SweepRun {
    private static final Logger LOG = LoggerFactory.getLogger(SweepRun.class);
    private static final int LONGEST_FAILURE = 500;

    private final Desk desk;
    private final Sweeper sweeper;

    public SweepRun(Desk desk, Sweeper sweeper) {
        this.desk = desk;
        this.sweeper = sweeper;
    }

    /** Sweeps; what could not be listed is set aside for a person to see. */
    public void run() {
        desk.telemetry().fanOut("sweep", this::swept);
    }

    private void swept() {
        Instant started = desk.clock().instant();
        desk.vitals().sweep(new Sweep(started, null, 0, 0, null));
        try {
            Sweeper.Outcome outcome = sweeper.sweep();
            int unreadable = outcome.unreadable().size();
            end(new Sweep(started, desk.clock().instant(), outcome.looks(), unreadable, null));
            desk.outward()
                    .tell(
                            NoticeKind.SWEEP_SUMMARY,
                            "Sweep done",
                            outcome.looks() + " resources are looked at; " + unreadable + " lists could not be read.");
            outcome.unreadable().forEach(text -> desk.rejections().record("sweep", text, text));
        } catch (RuntimeException failure) {
            String text = failure.toString();
            String why = text.length() > LONGEST_FAILURE ? text.substring(0, LONGEST_FAILURE) : text;
            end(new Sweep(started, desk.clock().instant(), 0, 0, why));
            throw failure;
        }
    }

    private void end(Sweep sweep) {
        desk.vitals().sweep(sweep);
        LOG.info(Signals.SWEPT, sweep.outcome(), sweep.looks(), sweep.unreadable());
    }
}
