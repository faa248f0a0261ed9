package dev.driftwarden.engine;

import dev.driftwarden.change.Actor;
import dev.driftwarden.change.Change;
import dev.driftwarden.change.ParsedEvent;
import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.ledger.Echoes.Echo;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes events in: decides without any call to Azure which resources have to be looked at, and queues those looks. */
public final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** The name shown for the bot's own writes. */
    private static final String OWN = "driftwarden (own write)";

    private final Desk desk;
    private final AtomicLong ignored = new AtomicLong();

    public Receiver(Desk desk) {
        this.desk = desk;
    }

    /** Events since the start that no rule cares about. */
    public long ignored() {
        return ignored.get();
    }

    /**
     * Takes parsed events.
     *
     * @throws StoreException when store or queue fail: the sender must try again
     */
    public void receive(List<ParsedEvent> events) {
        events.forEach(this::receive);
    }

    private void receive(ParsedEvent event) {
        if (event instanceof ParsedEvent.Rejected rejected) {
            LOG.warn("event rejected: {}", rejected.reason());
            desk.rejections().record("event", rejected.reason(), rejected.excerpt());
        } else if (event instanceof ParsedEvent.Understood understood) {
            receive(understood.change());
        } else {
            ignored.incrementAndGet();
        }
    }

    private void receive(Change change) {
        List<ResourceId> subjects = desk.rules().get().subjectsOf(change.subject(), change.operation());
        if (subjects.isEmpty()) {
            ignored.incrementAndGet();
            return;
        }
        Cause cause = cause(change);
        subjects.forEach(subject -> enqueue(subject, cause));
    }

    /**
     * An echo of an own write is named as such, but looked at all the same: whoever can read a correlation id can send it with a
     * write of his own. See docs/decisions/0004-echoes-are-looked-at.md.
     */
    private Cause cause(Change change) {
        Optional<Echo> echo = Optional.ofNullable(change.correlationId()).flatMap(desk.echoes()::find);
        echo.ifPresent(written -> LOG.info("echo of own write recognised plan={}", written.planId()));
        boolean own = echo.isPresent() && change.actor().kind() != Actor.Kind.USER;
        Actor actor = own ? own(change.actor()) : change.actor();
        return new Cause(actor, change.operation(), change.occurredAt(), change.correlationId());
    }

    /** Who it was stays known: a correlation id proves nothing. */
    private static Actor own(Actor actor) {
        return new Actor(actor.kind(), actor.objectId(), OWN, actor.applicationId());
    }

    private void enqueue(ResourceId subject, Cause cause) {
        if (!desk.markers().mark(subject, cause, desk.settings().markerLostAfter())) {
            return;
        }
        try {
            desk.jobs()
                    .look(
                            LookJob.marked(subject, List.of(cause)),
                            desk.settings().coalesce());
        } catch (StoreException e) {
            // The marker stays, for it may hold other causes by now; the next event, or Housekeeping, queues the look.
            desk.markers().messageLost(subject);
            throw e;
        }
    }
}
