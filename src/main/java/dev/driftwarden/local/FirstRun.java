package dev.driftwarden.local;

import dev.driftwarden.baseline.Baseline;
import dev.driftwarden.baseline.Baseline.Accepted;
import dev.driftwarden.baseline.Baselines;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.LeaseBook;
import dev.driftwarden.practice.PracticeEstate;
import dev.driftwarden.store.Store;
import java.time.Clock;
import java.util.Optional;

/** Makes the store of a local run ready: nobody else has it open, and the practice tenant's policies are accepted as they should be. */
final class FirstRun {
    private FirstRun() {}

    static void prepare(Store store, Clock clock) {
        LeaseBook.endAll(store.records());
        Baselines baselines = new Baselines(store.records(), store.bodies(), new Codec());
        PracticeEstate.baselines().forEach((id, value) -> {
            String name = value.path("properties").path("displayName").asText();
            Accepted accepted = baselines.accepted(
                    id, value, clock.instant(), "driftwarden", "The state that the practice tenant began with.");
            baselines.write(
                    Optional.empty(), new Baseline(id, name, accepted, /* pending= */ null, /* replacedBy= */ null));
        });
    }
}
