package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.baseline.Baselines;
import dev.driftwarden.baseline.PolicyKind;
import dev.driftwarden.baseline.Sightings.Sighting;
import dev.driftwarden.baseline.Sightings.Unexplained;
import dev.driftwarden.change.Actor;
import dev.driftwarden.change.Change;
import dev.driftwarden.change.ParsedEvent.Understood;
import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the directory for its few policies and has a look taken at each that is not as it was last time. The audit log, when it
 * may be read, says who changed it; it is asked again for an hour, because its records come late.
 */
public final class DirectoryWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);
    private static final Duration RECORDS_MAY_BE_LATE = Duration.ofHours(1);

    private final Desk desk;
    private final Receiver receiver;
    private final DirectoryRecords records;

    public DirectoryWatch(Desk desk, Receiver receiver) {
        this.desk = desk;
        this.receiver = receiver;
        this.records = new DirectoryRecords(desk.clock());
    }

    /** One round. What cannot be read is noted and asked for again next time; everything else goes on. */
    public void run() {
        World world = desk.worlds().get();
        PolicyKind.ALL.forEach(kind -> watch(kind, world));
    }

    private void watch(PolicyKind kind, World world) {
        Optional<Sighting> last = desk.sightings().last(kind);
        Seen now = seen(kind, world);
        if (now.problem() != null) {
            LOG.warn("directory not watched kind={} problem={}", kind.path(), now.problem());
            Sighting before = last.orElseGet(() -> new Sighting(Instant.EPOCH, Map.of(), List.of(), null));
            desk.sightings()
                    .seen(kind, new Sighting(before.at(), before.hashes(), before.unexplained(), now.problem()));
            return;
        }
        List<Unexplained> unexplained = last.isPresent() && last.get().at().isAfter(Instant.EPOCH)
                ? changed(kind, last.get(), now.hashes(), world)
                : first(now.hashes());
        desk.sightings().seen(kind, new Sighting(desk.clock().instant(), now.hashes(), unexplained, null));
    }

    private record Seen(
            Map<String, String> hashes, @Nullable String problem) {}

    private static Seen seen(PolicyKind kind, World world) {
        Map<String, String> hashes = new HashMap<>();
        if (kind.collection()) {
            return world.list(kind.id(), "v1.0", "")
                    .match(
                            members -> {
                                members.forEach(one -> hashes.put(one.path("id").asText(), hash(one)));
                                return new Seen(hashes, null);
                            },
                            why -> new Seen(hashes, why.code() + ": " + why.message()));
        }
        return world.get(kind.id(), "v1.0")
                .match(
                        body -> {
                            hashes.put(kind.id().path(), hash(body));
                            return new Seen(hashes, null);
                        },
                        () -> new Seen(hashes, null),
                        why -> new Seen(hashes, why.code() + ": " + why.message()));
    }

    private static String hash(JsonNode body) {
        return Baselines.hash(body).substring(0, 20);
    }

    /** What was there before the bot is nobody's change. */
    private List<Unexplained> first(Map<String, String> hashes) {
        hashes.keySet().forEach(id -> desk.jobs().look(new LookJob(ResourceId.parse(id), List.of(), 0), Duration.ZERO));
        return List.of();
    }

    private List<Unexplained> changed(PolicyKind kind, Sighting last, Map<String, String> now, World world) {
        Instant moment = desk.clock().instant();
        List<Unexplained> fresh = differences(kind, last.hashes(), now, moment);
        List<Unexplained> all = new ArrayList<>(fresh);
        last.unexplained().stream()
                .filter(one -> one.seenAt().isAfter(moment.minus(RECORDS_MAY_BE_LATE)))
                .forEach(all::add);
        if (all.isEmpty()) {
            return List.of();
        }
        List<Understood> known = records.since(since(all, last), kind, world);
        Set<String> explained = new HashSet<>();
        for (Understood record : known) {
            boolean wanted = all.stream()
                    .anyMatch(one -> one.subject().equals(record.change().subject()));
            if (wanted && explained.add(record.change().eventId())) {
                receiver.receive(List.of(record), Receiver.DIRECTORY_AUDIT);
            }
        }
        List<Unexplained> open = all.stream()
                .filter(one ->
                        known.stream().noneMatch(r -> r.change().subject().equals(one.subject())))
                .toList();
        fresh.stream()
                .filter(open::contains)
                .forEach(one -> receiver.receive(List.of(unknown(one)), Receiver.DIRECTORY_AUDIT));
        LOG.info("directory watched kind={} changed={} unexplained={}", kind.path(), fresh.size(), open.size());
        return open;
    }

    private static Instant since(List<Unexplained> all, Sighting last) {
        Instant first =
                all.stream().map(Unexplained::seenAt).min(Instant::compareTo).orElseThrow();
        Instant before = last.at().isBefore(first) ? last.at() : first;
        return before.minus(Duration.ofMinutes(10));
    }

    private static List<Unexplained> differences(
            PolicyKind kind, Map<String, String> before, Map<String, String> now, Instant moment) {
        List<Unexplained> found = new ArrayList<>();
        now.forEach((id, hash) -> {
            if (!hash.equals(before.get(id))) {
                found.add(new Unexplained(ResourceId.parse(id), kind.type().name() + "/write", moment));
            }
        });
        before.keySet().stream()
                .filter(id -> !now.containsKey(id))
                .forEach(id -> found.add(
                        new Unexplained(ResourceId.parse(id), kind.type().name() + "/delete", moment)));
        return found;
    }

    private Understood unknown(Unexplained one) {
        return new Understood(new Change(
                "watch-" + desk.ids().get(),
                Change.Source.DIRECTORY_WATCH,
                one.subject(),
                one.operation(),
                one.seenAt(),
                Actor.UNKNOWN,
                /* correlationId= */ null,
                /* tenantId= */ null));
    }
}
