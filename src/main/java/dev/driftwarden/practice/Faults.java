package dev.driftwarden.practice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that wait for a call to strike. Each call is struck by at most one fault of each kind, the oldest first. */
public final class Faults {
    private final List<Waiting> waiting = new ArrayList<>();
    private volatile boolean any;

    private static final class Waiting {
        final Fault fault;
        int left;

        Waiting(Fault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }

    private final List<Outbox> outboxes;

    Faults(List<Outbox> outboxes) {
        this.outboxes = List.copyOf(outboxes);
    }

    /** Lets a fault strike its next matching calls. */
    public synchronized void add(Fault fault) {
        waiting.add(new Waiting(fault));
        any = true;
    }

    /** Each event arrives this often, each copy up to {@code spread} later, so in no order. */
    public void disturbEvents(int copies, Duration spread) {
        outboxes.forEach(outbox -> outbox.disturb(new Outbox.Disorder(Math.max(0, copies), spread)));
    }

    /** Forgets all faults, those of event delivery too. */
    public synchronized void clear() {
        waiting.clear();
        any = false;
        outboxes.forEach(outbox -> outbox.disturb(Outbox.Disorder.NONE));
    }

    /** The faults that can still strike. */
    public synchronized List<Fault> pending() {
        return waiting.stream().map(one -> one.fault).toList();
    }

    /** The effect on this call, used up by asking; operations' courses are left for {@link #courseOf}. */
    Optional<Fault.Effect> strike(Request request) {
        return take(request, effect -> !concernsOperation(effect));
    }

    LongRunning.Course courseOf(Request request, int polls) {
        Optional<Fault.Effect> effect = take(request, Faults::concernsOperation);
        if (effect.isPresent() && effect.get() instanceof Fault.Effect.SlowOperation slow) {
            return new LongRunning.Course(slow.polls(), false);
        }
        return new LongRunning.Course(polls, effect.isPresent());
    }

    private static boolean concernsOperation(Fault.Effect effect) {
        return effect instanceof Fault.Effect.SlowOperation || effect instanceof Fault.Effect.FailOperation;
    }

    private Optional<Fault.Effect> take(Request request, Predicate<Fault.Effect> wanted) {
        return any ? takeOne(request, wanted) : Optional.empty();
    }

    private synchronized Optional<Fault.Effect> takeOne(Request request, Predicate<Fault.Effect> wanted) {
        Optional<Waiting> struck = waiting.stream()
                .filter(one -> wanted.test(one.fault.effect()) && one.fault.strikes(request))
                .findFirst();
        struck.ifPresent(one -> {
            if (--one.left == 0) {
                waiting.remove(one);
                any = !waiting.isEmpty();
            }
        });
        return struck.map(one -> one.fault.effect());
    }
}
