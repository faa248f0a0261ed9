package dev.driftwarden.engine;

import dev.driftwarden.change.Actor;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.Echoes.Echo;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Says whose change made the state that a look sees. The echo of a fix makes the bot look again, but what that look finds besides
 * was not the bot's doing: nobody is named rather than the wrong one. What the event says of who sent it stays recorded all the
 * same, for a correlation id proves nothing.
 */
final class Blame {
    /** The name shown for the bot's own writes. */
    private static final String OWN = "driftwarden (own write)";

    private static final String NOBODY = "somebody unknown (seen after the bot's own write)";

    private final Desk desk;

    Blame(Desk desk) {
        this.desk = desk;
    }

    static Actor own(Actor actor) {
        return named(actor, OWN);
    }

    /** Whoever calls himself as the bot calls itself is known by an id: only an echo makes a change the bot's own. */
    static Actor stranger(Actor actor) {
        String name = actor.name().strip();
        if (!name.equalsIgnoreCase(OWN) && !name.equalsIgnoreCase(NOBODY)) {
            return actor;
        }
        String id = actor.applicationId() == null ? actor.objectId() : actor.applicationId();
        return named(actor, id == null ? "unknown" : id);
    }

    private static Actor named(Actor actor, String name) {
        return new Actor(actor.kind(), actor.objectId(), name, actor.applicationId());
    }

    /** The last of the changes that others made; the bot's own is blamed only when it wrote for this very finding. */
    Optional<Cause> of(List<Cause> causes, FindingId finding) {
        Optional<Cause> others = latest(causes, cause -> !isOwn(cause));
        return others.or(() -> latest(causes, Blame::isOwn).map(own -> wroteFor(finding, own) ? own : unknown(own)));
    }

    private static Cause unknown(Cause own) {
        return new Cause(named(own.actor(), NOBODY), own.operation(), own.occurredAt(), own.correlationId());
    }

    private static boolean isNobody(Actor actor) {
        return actor.equals(Actor.UNKNOWN) || actor.name().equals(NOBODY);
    }

    /** Those that tell of more than that the bot wrote something. */
    static List<Cause> ofOthers(List<Cause> causes) {
        return causes.stream().filter(cause -> !isOwn(cause)).toList();
    }

    private static Optional<Cause> latest(List<Cause> causes, Predicate<Cause> which) {
        return causes.stream().filter(which).reduce((a, b) -> a.occurredAt().isAfter(b.occurredAt()) ? a : b);
    }

    private static boolean isOwn(Cause cause) {
        return cause.actor().name().equals(OWN);
    }

    private boolean wroteFor(FindingId finding, Cause own) {
        return Optional.ofNullable(own.correlationId())
                .flatMap(desk.echoes()::find)
                .map(Echo::planId)
                .flatMap(desk.book()::plan)
                .map(Held::value)
                .map(Plan::findingId)
                .filter(finding.value()::equals)
                .isPresent();
    }

    /** While a finding stays open, who caused it stays the same, unless nobody was known and the news is of before it was seen. */
    static Optional<Cause> ofOpen(Finding before, Optional<Cause> told) {
        Cause known = before.cause();
        boolean nameless = known == null || isNobody(known.actor());
        // The sweep or the watch sees a change before the record arrives that says who made it.
        Optional<Cause> late = told.filter(now -> !isNobody(now.actor()))
                .filter(now -> !now.occurredAt().isAfter(before.openedAt()));
        return nameless && late.isPresent() ? late : Optional.ofNullable(known);
    }
}
