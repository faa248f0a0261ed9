package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Done;
import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Rejection;
import dev.driftwarden.store.Limits;
import dev.driftwarden.store.WorkQueues;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Puts back what was set aside, or lets go of it, on an administrator's word. */
public final class PoisonDesk {
    /** The app role that may do this. */
    public static final String ROLE = KillSwitchDesk.ROLE;

    private static final int LONGEST_REASON = 2_000;

    private final Desk desk;
    private final WorkQueues queues;
    private final EventDoor events;

    public PoisonDesk(Desk desk, WorkQueues queues, EventDoor events) {
        this.desk = desk;
        this.queues = queues;
        this.events = events;
    }

    /** Takes events in once more. */
    @FunctionalInterface
    public interface EventDoor {
        /** @param source as of the rejection */
        void receive(String source, String text);
    }

    /** Puts it back: a message to its queue, an event to the receiver. If it fails again, it waits here again. */
    public Answer replay(String id, Person person) {
        return given(id, person, "replay", this::replay).audited(desk.audit(), person, id);
    }

    /**
     * Lets go of it. It stays in the list of what was handled until its time is over.
     *
     * @param reason required, at most 2,000 characters
     */
    public Answer drop(String id, Person person, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            return new Refused(Reason.INVALID, "Dropping needs a reason of at most 2,000 characters.")
                    .audited(desk.audit(), person, id);
        }
        return given(id, person, "drop", (held, who) -> drop(held, who, reason)).audited(desk.audit(), person, id);
    }

    private Answer given(String id, Person person, String what, BiFunction<Held<Rejection>, Person, Answer> action) {
        if (!person.holds(ROLE)) {
            return new Refused(Reason.FORBIDDEN, "Only people with the role " + ROLE + " may " + what + " it.");
        }
        Optional<Held<Rejection>> held = desk.rejections().find(id);
        if (held.isEmpty()) {
            return new Refused(Reason.NOT_FOUND, "Nothing of this id was set aside.");
        }
        Rejection rejection = held.get().value();
        return rejection.waiting()
                ? action.apply(held.get(), person)
                : new Refused(Reason.CONFLICT, "It is " + rejection.state() + " already.");
    }

    /**
     * Sent first and marked then: a crash between the two sends it twice, which is safe, and loses nothing. Where it fails again
     * meanwhile, it has changed, and goes on waiting.
     */
    private Answer replay(Held<Rejection> held, Person person) {
        Rejection rejection = held.value();
        Optional<String> text = desk.rejections().text(rejection.id());
        if (text.isEmpty()) {
            return new Refused(Reason.CONFLICT, "Its text is gone; it can only be dropped.");
        }
        Optional<Refused> impossible = impossible(rejection, text.get());
        if (impossible.isPresent()) {
            return impossible.get();
        }
        desk.audit().append("poison-replayed", person.label(), rejection.id(), Map.of("source", rejection.source()));
        boolean queued = Jobs.QUEUES.contains(rejection.source());
        if (queued) {
            queues.send(rejection.source(), text.get(), Duration.ZERO);
        } else {
            events.receive(rejection.source(), text.get());
        }
        if (!desk.rejections().handled(held, true, person.label(), "")) {
            return new Done("It was put back and failed again; it waits here with the new reason.");
        }
        return new Done(
                queued
                        ? "It was put back to its queue. What becomes of it is known when a worker has tried it; if it fails"
                                + " again, it waits here again."
                        : "It was received. What it leads to is in the findings; a look that fails every time waits here.");
    }

    private static Optional<Refused> impossible(Rejection rejection, String text) {
        boolean event =
                rejection.source().equals(Receiver.EVENT) || rejection.source().equals(Receiver.DIRECTORY_AUDIT);
        if (!event && !Jobs.QUEUES.contains(rejection.source())) {
            return Optional.of(new Refused(
                    Reason.CONFLICT,
                    "It came from no queue and is no event; there is nothing to replay, only to drop."));
        }
        if (rejection.characters() > text.length()) {
            return Optional.of(
                    new Refused(Reason.CONFLICT, "It was too long to be kept whole; it can only be dropped."));
        }
        return event || Limits.fitsMessage(text)
                ? Optional.empty()
                : Optional.of(new Refused(Reason.CONFLICT, "It is too long for the queue; it can only be dropped."));
    }

    private Answer drop(Held<Rejection> held, Person person, String reason) {
        Rejection rejection = held.value();
        Map<String, String> details = Map.of("source", rejection.source(), "reason", reason);
        desk.audit().append("poison-dropped", person.label(), rejection.id(), details);
        return desk.rejections().handled(held, false, person.label(), reason)
                ? new Done("It was dropped.")
                : new Refused(Reason.CONFLICT, "It changed meanwhile; look at it again.");
    }
}
