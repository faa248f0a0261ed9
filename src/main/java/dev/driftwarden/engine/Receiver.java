package dev.driftwarden.engine;

import dev.driftwarden.change.Actor;
import dev.driftwarden.change.Change;
import dev.driftwarden.change.ParsedEvent;
import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.ledger.Echoes.Echo;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Markers.Marker;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.StoreException;
import dev.driftwarden.telemetry.Attribute;
import dev.driftwarden.telemetry.Figure;
import dev.driftwarden.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes events in: decides without any call to Azure which resources have to be looked at, and queues those looks. */
public final class Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** Events that Event Grid delivered, as a source of rejections. */
    public static final String EVENT = "event";

    /** Records of the directory's audit log, as a source of rejections. */
    public static final String DIRECTORY_AUDIT = "directory-audit";

    private final Desk desk;
    private final AtomicLong ignored = new AtomicLong();
    private final EventLags lags;

    public Receiver(Desk desk) {
        this.desk = desk;
        this.lags = new EventLags(
                desk.vitals(), desk.clock(), "worker-" + desk.ids().get());
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
        receive(events, EVENT);
    }

    /** As {@link #receive(List)}, of another source than Event Grid. */
    public void receive(List<ParsedEvent> events, String source) {
        events.forEach(event -> {
            if (event instanceof ParsedEvent.Understood understood) {
                lags.received(understood.change().occurredAt());
                desk.telemetry()
                        .meters()
                        .time(
                                Figure.EVENT_LAG,
                                Duration.between(
                                        understood.change().occurredAt(),
                                        desk.clock().instant()));
            }
            take(event, source);
        });
    }

    /** Takes events that had been set aside or put to the dead letters; how late these are says nothing about now. */
    public void receiveAgain(List<ParsedEvent> events, String source) {
        events.forEach(event -> take(event, source));
    }

    private void take(ParsedEvent event, String source) {
        if (event instanceof ParsedEvent.Rejected rejected) {
            LOG.warn("event rejected: {}", rejected.reason());
            desk.rejections().record(source, rejected.reason(), rejected.whole());
            count(source, "rejected");
        } else if (event instanceof ParsedEvent.Understood understood) {
            count(source, receive(understood.change()) ? "queued" : "ignored");
        } else {
            ignored.incrementAndGet();
            count(source, "ignored");
        }
    }

    private void count(String source, String outcome) {
        desk.telemetry().meters().count(Figure.EVENTS, Map.of(Attribute.SOURCE, source, Attribute.OUTCOME, outcome));
    }

    private boolean receive(Change change) {
        List<ResourceId> subjects = desk.rules().get().subjectsOf(change.subject(), change.operation());
        if (subjects.isEmpty()) {
            ignored.incrementAndGet();
            return false;
        }
        desk.telemetry().event(() -> {
            Telemetry.note(Attribute.CORRELATION, change.correlationId());
            Telemetry.note(Attribute.RESOURCE_TYPE, subjects.get(0).type().name());
            enqueue(subjects, cause(change));
        });
        return true;
    }

    /**
     * An echo of an own write is named as such, but looked at all the same: whoever can read a correlation id can send it with a
     * write of his own. See docs/decisions/0004-echoes-are-looked-at.md.
     */
    private Cause cause(Change change) {
        // The bot is no user: what a user wrote is nobody's echo, and needs no look-up.
        Optional<Echo> echo = change.actor().kind() == Actor.Kind.USER
                ? Optional.empty()
                : Optional.ofNullable(change.correlationId()).flatMap(desk.echoes()::find);
        echo.ifPresent(written -> LOG.info("echo of own write recognised plan={}", written.planId()));
        Actor actor = echo.isPresent() ? Blame.own(change.actor()) : Blame.stranger(change.actor());
        return new Cause(actor, change.operation(), change.occurredAt(), change.correlationId());
    }

    /** One look for all that a change concerns: its parts mostly read the same. */
    private void enqueue(List<ResourceId> subjects, Cause cause) {
        desk.markers().mark(subjects, cause, desk.settings().markerLostAfter()).ifPresent(this::enqueue);
    }

    private void enqueue(Held<Marker> marker) {
        try {
            desk.jobs().look(LookJob.of(marker), desk.settings().coalesce());
        } catch (StoreException e) {
            // The marker stays, for it may hold other causes by now; the next event, or Housekeeping, queues the look.
            desk.markers().messageLost(marker.value().subject());
            throw e;
        }
    }
}
