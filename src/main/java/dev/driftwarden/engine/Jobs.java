package dev.driftwarden.engine;

import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Markers.Marker;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.WorkQueues;
import dev.driftwarden.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The messages that carry work from one step to the next, and the queues they travel in. */
public final class Jobs {
    public static final String EVENTS = "driftwarden-events";
    public static final String EVALUATE = "driftwarden-evaluate";
    public static final String APPLY = "driftwarden-apply";
    public static final String VERIFY = "driftwarden-verify";
    public static final String SWEEP = "driftwarden-sweep";
    public static final String OUTWARD = "driftwarden-outward";

    /** Every queue the bot reads. */
    public static final List<String> QUEUES = List.of(EVENTS, EVALUATE, APPLY, VERIFY, OUTWARD, SWEEP);

    private final WorkQueues queues;
    private final Codec codec;

    public Jobs(WorkQueues queues, Codec codec) {
        this.queues = queues;
        this.codec = codec;
    }

    /**
     * Look at a resource.
     *
     * @param also what is to be looked at with it
     * @param causes what is known to have asked for it; the marker may know more
     * @param attempt 0 on the first look, more when an earlier one could not read everything
     * @param marker the etag of the marker that it was sent for; null when there is none
     */
    public record LookJob(
            ResourceId subject,
            List<ResourceId> also,
            List<Cause> causes,
            int attempt,
            @Nullable String marker) {
        public LookJob {
            also = also == null ? List.of() : List.copyOf(also);
            causes = List.copyOf(causes);
        }

        /** A look for which there is no marker. */
        public LookJob(ResourceId subject, List<Cause> causes, int attempt) {
            this(subject, List.of(), causes, attempt, null);
        }

        static LookJob of(Held<Marker> held) {
            Marker marker = held.value();
            return new LookJob(marker.subject(), marker.also(), marker.causes(), 0, held.etag());
        }

        /** What asked for it, as far as this message knows. */
        Marker asked(Instant now) {
            return new Marker(subject, also, causes, now);
        }

        LookJob again() {
            return new LookJob(subject, causes, attempt + 1);
        }
    }

    /** Apply a plan. */
    public record ApplyJob(String planId) {}

    /**
     * Check a fix against the live state.
     *
     * @param attempt 0 on the first check
     * @param late whether this is the check one hour later
     */
    public record VerifyJob(FindingId findingId, String planId, int attempt, boolean late) {
        VerifyJob again() {
            return new VerifyJob(findingId, planId, attempt + 1, late);
        }
    }

    /**
     * Go on with a part of a sweep.
     *
     * @param part its id; {@link #PLAN} to find out which parts there are
     * @param turn of the part when the message was sent
     */
    public record SweepJob(String sweepId, String part, int turn) {
        static final String PLAN = "plan";
    }

    void sweep(SweepJob job, Duration delay) {
        queues.send(SWEEP, codec.write(job), delay);
    }

    void look(LookJob job, Duration delay) {
        queues.send(EVALUATE, text(job), delay);
    }

    /** Since when the look that is due first has waited; empty when none is due. */
    Optional<Instant> oldestLook() {
        return queues.oldestDue(EVALUATE);
    }

    void apply(String planId, Duration delay) {
        queues.send(APPLY, text(new ApplyJob(planId)), delay);
    }

    void verify(VerifyJob job, Duration delay) {
        queues.send(VERIFY, text(job), delay);
    }

    /** The look is sent once the commit is stored. */
    void look(Commit commit, LookJob job, Instant due) {
        commit.send(EVALUATE, text(job), due);
    }

    /** The plan is to be applied once the commit is stored. */
    void apply(Commit commit, String planId, Instant due) {
        commit.send(APPLY, text(new ApplyJob(planId)), due);
    }

    /** The fix is to be checked once the commit is stored. */
    void verify(Commit commit, VerifyJob job, Instant due) {
        commit.send(VERIFY, text(job), due);
    }

    /** The message, which goes on in the trace of the step that sends it. */
    private String text(Object job) {
        return codec.write(job, Telemetry.carried());
    }
}
