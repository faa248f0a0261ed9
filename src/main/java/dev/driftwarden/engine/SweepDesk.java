package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Done;
import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.engine.Jobs.SweepJob;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.ledger.Sweep.State;
import dev.driftwarden.ledger.SweepBook;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.sweep.SweepScope;
import dev.driftwarden.sweep.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts sweeps, one at a time, and ends them early on an administrator's word. */
public final class SweepDesk {
    /** The app role that may do this. */
    public static final String ROLE = KillSwitchDesk.ROLE;

    private static final Logger LOG = LoggerFactory.getLogger(SweepDesk.class);
    private static final int SAVE_TRIES = 10;

    private final Desk desk;

    public SweepDesk(Desk desk) {
        this.desk = desk;
    }

    /** Starts the sweep of the night; one that still runs is left alone. */
    public void nightly() {
        if (begin("nightly", SweepScope.EVERYTHING, desk.settings().sweepCalls())
                .isEmpty()) {
            LOG.warn("the nightly sweep was not started: another one runs");
        }
    }

    /**
     * Starts one.
     *
     * @param maxCalls how many calls it may make, at least 1
     */
    public Answer start(Person person, SweepScope scope, long maxCalls) {
        return tryStart(person, scope, maxCalls).audited(desk.audit(), person, "sweep");
    }

    private Answer tryStart(Person person, SweepScope scope, long maxCalls) {
        if (!person.holds(ROLE)) {
            return new Refused(Reason.FORBIDDEN, "Only people with the role " + ROLE + " may start a sweep.");
        }
        if (maxCalls < 1) {
            return new Refused(Reason.INVALID, "A sweep needs at least one call.");
        }
        return begin(person.label(), scope, maxCalls)
                .<Answer>map(sweep -> new Done("Sweep " + sweep.id() + " has begun."))
                .orElseGet(() -> new Refused(Reason.CONFLICT, "Another sweep runs; wait for its end or cancel it."));
    }

    private Optional<Sweep> begin(String by, SweepScope scope, long maxCalls) {
        Instant now = desk.clock().instant();
        String id = SweepBook.newId(now, desk.ids().get());
        Sweep sweep = new Sweep(
                id, now, by, scope, maxCalls, State.PLANNING, null, null, 0, Tally.NONE, List.of(), versions(), null);
        if (!desk.sweeps().start(sweep)) {
            return Optional.empty();
        }
        desk.audit().append("sweep-started", by, id, Map.of("maxCalls", Long.toString(maxCalls)));
        desk.jobs().sweep(new SweepJob(id, SweepJob.PLAN, 0), Duration.ZERO);
        LOG.info("sweep started id={}", id);
        return Optional.of(sweep);
    }

    private Map<String, String> versions() {
        return desk.rules().get().all().stream().collect(Collectors.toMap(RuleInfo::id, RuleInfo::version));
    }

    /** Ends one early: what is being worked on is finished, nothing more is begun. */
    public Answer cancel(String id, Person person) {
        return tryCancel(id, person).audited(desk.audit(), person, "sweep");
    }

    private Answer tryCancel(String id, Person person) {
        if (!person.holds(ROLE)) {
            return new Refused(Reason.FORBIDDEN, "Only people with the role " + ROLE + " may cancel a sweep.");
        }
        for (int attempt = 0; attempt < SAVE_TRIES; attempt++) {
            Held<Sweep> held = desk.sweeps().find(id).orElse(null);
            if (held == null) {
                return new Refused(Reason.NOT_FOUND, "There is no such sweep.");
            }
            if (held.value().state().ended()) {
                return new Refused(
                        Reason.CONFLICT, "It has ended already: " + held.value().state() + ".");
            }
            if (desk.sweeps().save(held, held.value().cancelling(person.label()))) {
                desk.audit().append("sweep-cancelled", person.label(), id, Map.of());
                return new Done("The sweep ends as soon as what is being worked on is finished.");
            }
        }
        return new Refused(Reason.STALE, "It kept changing; try again.");
    }
}
