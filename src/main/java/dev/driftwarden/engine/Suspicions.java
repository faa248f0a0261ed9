package dev.driftwarden.engine;

import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.Missed;
import dev.driftwarden.ledger.Missed.Suspect;
import dev.driftwarden.ledger.Rejection;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Judgement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says why no event told of what a sweep has found. */
final class Suspicions {
    private static final int REJECTIONS = 200;

    /** What can be changed without Azure Resource Manager, and then sends no event. */
    private static final Set<ResourceType> WITH_DATA_PLANE = Set.of(
            ResourceType.of("Microsoft.Storage/storageAccounts/blobServices/containers"),
            ResourceType.of("Microsoft.KeyVault/vaults/keys"),
            ResourceType.of("Microsoft.KeyVault/vaults/secrets"));

    private final Desk desk;
    private final Optional<Sweep> before;
    private @Nullable List<Rejection> rejections;

    Suspicions(Desk desk, Sweep sweep) {
        this.desk = desk;
        this.before = desk.sweeps().wholeBefore(sweep.startedAt());
    }

    /** Empty when no event could be expected: what is seen for the first time, or judged by a rule that is new. */
    Optional<Missed> of(Judgement opened) {
        String judgedBefore = before.map(
                        sweep -> sweep.rules().getOrDefault(opened.rule().id(), ""))
                .orElse("");
        if (!judgedBefore.equals(opened.rule().version())) {
            return Optional.empty();
        }
        Suspicion suspicion = suspicion(opened);
        return Optional.of(new Missed(
                FindingId.of(opened.resource(), opened.rule().id()),
                opened.rule().id(),
                opened.resource(),
                opened.severity(),
                suspicion.suspect(),
                suspicion.why(),
                desk.clock().instant()));
    }

    private record Suspicion(Suspect suspect, String why) {}

    private Suspicion suspicion(Judgement opened) {
        ResourceId resource = opened.resource();
        Optional<Rejection> rejected = rejected(resource);
        if (rejected.isPresent()) {
            boolean event = rejected.get().source().equals(Receiver.EVENT)
                    || rejected.get().source().equals(Receiver.DIRECTORY_AUDIT);
            return new Suspicion(
                    event ? Suspect.REJECTED : Suspect.LOST,
                    "Something about it was set aside: " + rejected.get().reason());
        }
        if (resource.isGraph()) {
            return new Suspicion(Suspect.NOT_EMITTED, "The directory tells of changes by its audit log only.");
        }
        if (resource.subscriptionId().isEmpty()) {
            return new Suspicion(Suspect.NOT_EMITTED, "Azure sends no events for what lies above subscriptions.");
        }
        if (WITH_DATA_PLANE.contains(resource.type())) {
            return new Suspicion(
                    Suspect.NOT_EMITTED, "It can be changed through its data plane, which sends no events.");
        }
        if (unchanged(opened)) {
            return new Suspicion(
                    Suspect.NOT_EMITTED, "It was not changed since the last sweep: time, or something related, was.");
        }
        return new Suspicion(Suspect.LOST, "Azure should have sent an event for the change, and none came.");
    }

    private boolean unchanged(Judgement opened) {
        String changed = opened.resourceBody() == null
                ? ""
                : opened.resourceBody().at("/systemData/lastModifiedAt").asText("");
        try {
            return !changed.isEmpty()
                    && before.filter(sweep -> Instant.parse(changed).isBefore(sweep.startedAt()))
                            .isPresent();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private synchronized Optional<Rejection> rejected(ResourceId resource) {
        List<Rejection> known = rejections;
        if (known == null) {
            known = desk.rejections().list(true, null, REJECTIONS).items();
            rejections = known;
        }
        return known.stream()
                .filter(one -> one.excerpt().toLowerCase(Locale.ROOT).contains(resource.key()))
                .findFirst();
    }
}
