package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.baseline.Baseline;
import dev.driftwarden.baseline.Baseline.Accepted;
import dev.driftwarden.baseline.Baseline.Kind;
import dev.driftwarden.baseline.Baseline.Pending;
import dev.driftwarden.baseline.Baselines;
import dev.driftwarden.baseline.PolicyKind;
import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.net.Difference;
import dev.driftwarden.net.EmergencyExclusions;
import dev.driftwarden.net.PolicyDifferences;
import dev.driftwarden.policy.Policy.Entra.Accept;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the accepted states of directory policies: what is seen for the first time, and what protects no less, is accepted as the
 * policy file says; everything else waits for a person.
 */
final class BaselineKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(BaselineKeeper.class);
    private static final String BOT = "driftwarden";
    private static final int TRIES = 5;

    private final Desk desk;
    private final Baselines baselines;

    BaselineKeeper(Desk desk) {
        this.desk = desk;
        this.baselines = desk.baselines();
    }

    /** Takes in what a look saw; nothing when the object is no directory policy or could not be read. */
    void seen(ResourceId id, World world, List<Cause> causes) {
        if (PolicyKind.of(id).isEmpty()) {
            return;
        }
        Boolean done = world.get(id, "v1.0")
                .match(
                        body -> kept(id, Optional.of(body), causes),
                        () -> kept(id, Optional.empty(), causes),
                        why -> true);
        if (!done) {
            throw new IllegalStateException("the accepted state of " + id + " kept changing while it was looked at");
        }
    }

    private boolean kept(ResourceId id, Optional<JsonNode> live, List<Cause> causes) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Held<Baseline>> known = baselines.find(id);
            boolean done = live.map(body -> present(id, body, known, causes))
                    .orElseGet(() -> known.map(held -> absent(held, causes)).orElse(true));
            if (done) {
                return true;
            }
        }
        return false;
    }

    private boolean present(ResourceId id, JsonNode live, Optional<Held<Baseline>> known, List<Cause> causes) {
        Accepted accepted = known.map(held -> held.value().accepted()).orElse(null);
        if (accepted == null) {
            return neverAccepted(id, live, known, causes);
        }
        Held<Baseline> held = known.orElseThrow();
        JsonNode then = EmergencyExclusions.kept(
                baselines.body(accepted.body()).orElse(MissingNode.getInstance()), live, breakGlass());
        List<Difference> differences = PolicyDifferences.of(then, live);
        if (differences.isEmpty()) {
            return held.value().pending() == null
                    || baselines.write(known, held.value().withPending(null));
        }
        boolean harmless = differences.stream().noneMatch(Difference::needsAPerson);
        if (harmless && accept() == Accept.QUIETLY) {
            return acceptedAlone(id, live, known, "It protects no less: " + words(differences), causes);
        }
        return pending(held, Kind.CHANGED, Optional.of(live), differences, causes);
    }

    private boolean neverAccepted(ResourceId id, JsonNode live, Optional<Held<Baseline>> known, List<Cause> causes) {
        Optional<Held<Baseline>> replaced = replaced(id, live);
        if (replaced.isPresent()) {
            return takesThePlace(id, live, known, replaced.get());
        }
        if (accept() == Accept.QUIETLY) {
            return acceptedAlone(id, live, known, "It was seen for the first time.", causes);
        }
        Baseline before = known.map(Held::value).orElseGet(() -> new Baseline(id, name(live), null, null, null));
        return pending(before, known, Kind.NEW, Optional.of(live), List.of(), causes);
    }

    private boolean acceptedAlone(
            ResourceId id, JsonNode live, Optional<Held<Baseline>> known, String reason, List<Cause> causes) {
        Instant now = desk.clock().instant();
        Accepted accepted = baselines.accepted(id, live, now, BOT, reason);
        if (!baselines.write(known, new Baseline(id, name(live), accepted, null, null))) {
            return false;
        }
        LOG.info("baseline accepted resource={} known={}", id, known.isPresent());
        audit(id, reason, Map.of("changedBy", who(causes)));
        return true;
    }

    /** A deleted policy of the same name that asked for as much: the new one is that policy again, under another id. */
    private Optional<Held<Baseline>> replaced(ResourceId id, JsonNode live) {
        return baselines.list(null, 1000).items().stream()
                .filter(one -> one.id().type().equals(id.type()) && one.replacedBy() == null)
                .filter(one -> one.pending() != null && one.pending().kind() == Kind.DELETED)
                .filter(one -> one.name().equals(name(live)) && standsFor(one, live))
                .findFirst()
                .flatMap(one -> baselines.find(one.id()));
    }

    /** Whether only its state differs, for a restored policy begins without effect. */
    private boolean standsFor(Baseline deleted, JsonNode live) {
        return Optional.ofNullable(deleted.accepted())
                .flatMap(accepted -> baselines.body(accepted.body()))
                .map(body -> EmergencyExclusions.kept(body, live, breakGlass()))
                .filter(body -> PolicyDifferences.of(body, live).stream()
                        .allMatch(one -> one.effect() == Difference.Effect.HARMLESS
                                || one.path().equals("state")))
                .isPresent();
    }

    private boolean takesThePlace(
            ResourceId id, JsonNode live, Optional<Held<Baseline>> known, Held<Baseline> deleted) {
        Baseline old = deleted.value();
        JsonNode body = baselines
                .body(Optional.ofNullable(old.accepted()).orElseThrow().body())
                .orElseThrow();
        String reason = "It takes the place of " + old.id().name() + ", which was deleted.";
        Accepted accepted =
                baselines.accepted(id, renamed(body, id), desk.clock().instant(), BOT, reason);
        if (!baselines.write(known, new Baseline(id, name(live), accepted, null, null))) {
            return false;
        }
        baselines.write(Optional.of(deleted), new Baseline(old.id(), old.name(), old.accepted(), null, id));
        audit(id, reason, Map.of("replaces", old.id().path()));
        // Whether it enforces what was accepted can be told only now.
        desk.jobs().look(new LookJob(id, List.of(), 0), Duration.ZERO);
        return true;
    }

    private static JsonNode renamed(JsonNode body, ResourceId id) {
        ObjectNode copy = body.deepCopy();
        copy.put("id", id.path());
        if (copy.path("properties") instanceof ObjectNode properties) {
            properties.put("id", id.name());
        }
        return copy;
    }

    private boolean absent(Held<Baseline> known, List<Cause> causes) {
        if (known.value().accepted() == null) {
            return baselines.remove(known);
        }
        if (known.value().replacedBy() != null) {
            return true;
        }
        return pending(
                known,
                Kind.DELETED,
                Optional.empty(),
                PolicyDifferences.of(MissingNode.getInstance(), MissingNode.getInstance()),
                causes);
    }

    private boolean pending(
            Held<Baseline> known,
            Kind kind,
            Optional<JsonNode> live,
            List<Difference> differences,
            List<Cause> causes) {
        return pending(known.value(), Optional.of(known), kind, live, differences, causes);
    }

    private boolean pending(
            Baseline before,
            Optional<Held<Baseline>> known,
            Kind kind,
            Optional<JsonNode> live,
            List<Difference> differences,
            List<Cause> causes) {
        Pending then = before.pending();
        Pending now = PendingChange.of(
                then, kind, live, differences, causes, desk.clock().instant());
        if (now.equals(then)) {
            return true;
        }
        Pending kept = live.map(body -> PendingChange.at(now, baselines.keep(before.id(), body)))
                .orElse(now);
        return baselines.write(known, before.withPending(kept));
    }

    private Accept accept() {
        return desk.policy().get().entra().accept();
    }

    private Set<String> breakGlass() {
        return desk.policy().get().entra().breakGlass();
    }

    private void audit(ResourceId id, String reason, Map<String, String> more) {
        Map<String, String> details = new TreeMap<>(more);
        details.put("resource", id.path());
        details.put("reason", reason);
        desk.audit().append("baseline-accepted", BOT, Baselines.shortId(id), details);
    }

    private static String name(JsonNode live) {
        return live.path("properties").path("displayName").asText("");
    }

    private static String who(List<Cause> causes) {
        return causes.isEmpty()
                ? "unknown"
                : causes.get(causes.size() - 1).actor().name();
    }

    private static String words(List<Difference> differences) {
        return differences.stream().map(one -> one.path() + ": " + one.text()).collect(Collectors.joining("; "));
    }
}
