package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.baseline.Baseline;
import dev.driftwarden.baseline.Baseline.Accepted;
import dev.driftwarden.baseline.Baseline.Pending;
import dev.driftwarden.baseline.Baselines;
import dev.driftwarden.engine.Answer.Done;
import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Read;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes what is there now the accepted state of a directory policy, on the word of somebody who did not change it. */
public final class BaselineDesk {
    private static final int LONGEST_REASON = 2000;

    private final Desk desk;

    public BaselineDesk(Desk desk) {
        this.desk = desk;
    }

    /** Whether this person's word counts. */
    public boolean mayAccept(Person person) {
        return person.holds(desk.policy().get().approvals().role()) || person.holds(KillSwitchDesk.ROLE);
    }

    /**
     * Accepts a pending state.
     *
     * @param id as {@link Baselines#shortId} makes it
     * @param hash of the state that the person was shown
     * @param reason required, at most 2,000 characters
     */
    public Answer accept(String id, String hash, Person person, String reason) {
        return tryAccept(id, hash, person, reason).audited(desk.audit(), person, "baseline");
    }

    private Answer tryAccept(String id, String hash, Person person, String reason) {
        Optional<Held<Baseline>> known = desk.baselines().find(id);
        if (known.isEmpty()) {
            return new Refused(Reason.NOT_FOUND, "There is no such policy.");
        }
        if (!mayAccept(person)) {
            String role = desk.policy().get().approvals().role();
            return new Refused(Reason.FORBIDDEN, "Only people with the role " + role + " may accept a state.");
        }
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            return new Refused(Reason.INVALID, "Accepting needs a reason of at most 2,000 characters.");
        }
        Pending pending = known.get().value().pending();
        if (pending == null) {
            return new Refused(Reason.CONFLICT, "Nothing waits to be accepted: what is there now was accepted.");
        }
        if (pending.actors().contains(person.objectId())) {
            return new Refused(Reason.FORBIDDEN, "You made this change; somebody else has to accept it.");
        }
        return pending.hash().equals(hash)
                ? fresh(known.get(), pending, person, reason)
                : new Refused(
                        Reason.STALE, "The policy is no longer in the state that you were shown; look at it again.");
    }

    /** What is accepted must be what is there, not what was there when the page was made. */
    private Answer fresh(Held<Baseline> known, Pending pending, Person person, String reason) {
        ResourceId id = known.value().id();
        Read live = desk.worlds().get().get(id, "v1.0");
        return live.match(
                body -> Baselines.hash(body).equals(pending.hash())
                        ? accepted(known, Optional.of(body), person, reason)
                        : moved(id),
                () -> pending.hash().equals(Pending.GONE)
                        ? accepted(known, Optional.empty(), person, reason)
                        : moved(id),
                why -> new Refused(
                        Reason.CONFLICT, "The policy cannot be read right now: " + why.message() + " Try again."));
    }

    private Answer moved(ResourceId id) {
        desk.jobs().look(new LookJob(id, List.of(), 0), Duration.ZERO);
        return new Refused(Reason.STALE, "The policy was changed again just now; look at it again in a moment.");
    }

    private Answer accepted(Held<Baseline> known, Optional<JsonNode> live, Person person, String reason) {
        Baseline before = known.value();
        Instant now = desk.clock().instant();
        boolean written = live.map(body -> write(known, body, now, person, reason))
                .orElseGet(() -> desk.baselines().remove(known));
        if (!written) {
            return new Refused(Reason.CONFLICT, "Somebody else was quicker; look at it again.");
        }
        desk.audit()
                .append(
                        "baseline-accepted",
                        person.label(),
                        Baselines.shortId(before.id()),
                        Map.of("resource", before.id().path(), "reason", reason));
        desk.jobs().look(new LookJob(before.id(), List.of(), 0), Duration.ZERO);
        return new Done(
                live.isPresent()
                        ? "Accepted: from now on this state is what the policy is measured by."
                        : "Accepted: the policy is gone for good, and no longer watched.");
    }

    private boolean write(Held<Baseline> known, JsonNode body, Instant now, Person person, String reason) {
        Baseline before = known.value();
        Accepted accepted = desk.baselines().accepted(before.id(), body, now, person.label(), reason);
        String name = body.path("properties").path("displayName").asText(before.name());
        return desk.baselines().write(Optional.of(known), new Baseline(before.id(), name, accepted, null, null));
    }
}
