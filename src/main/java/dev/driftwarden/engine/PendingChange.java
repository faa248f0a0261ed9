package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.baseline.Baseline.Kind;
import dev.driftwarden.baseline.Baseline.Pending;
import dev.driftwarden.baseline.Baselines;
import dev.driftwarden.change.Actor;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.net.Difference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes what is to be known of a live state that nobody accepted, given what was known before. */
final class PendingChange {
    private PendingChange() {}

    /** Who had a part in an earlier change that was never accepted has one in this. */
    static Pending of(
            @Nullable Pending before,
            Kind kind,
            Optional<JsonNode> live,
            List<Difference> differences,
            List<Cause> causes,
            Instant now) {
        String hash = live.map(Baselines::hash).orElse(Pending.GONE);
        @Nullable Pending same = before != null && before.hash().equals(hash) && before.kind() == kind ? before : null;
        Set<String> actors = new TreeSet<>(before == null ? Set.of() : before.actors());
        causes.forEach(cause -> Optional.ofNullable(cause.actor().objectId()).ifPresent(actors::add));
        return new Pending(
                kind,
                same == null ? null : same.body(),
                hash,
                same == null ? now : same.seenAt(),
                who(same == null ? Actor.UNKNOWN.name() : same.who(), causes),
                actors,
                differences);
    }

    static Pending at(Pending pending, String body) {
        return new Pending(
                pending.kind(),
                body,
                pending.hash(),
                pending.seenAt(),
                pending.who(),
                pending.actors(),
                pending.differences());
    }

    private static String who(String before, List<Cause> causes) {
        return causes.stream()
                .map(cause -> cause.actor().name())
                .filter(name -> !name.equals(Actor.UNKNOWN.name()))
                .reduce((first, second) -> second)
                .orElse(before);
    }
}
