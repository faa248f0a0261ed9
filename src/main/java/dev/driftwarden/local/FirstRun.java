package dev.driftwarden.local;

import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.Controls;
import dev.driftwarden.ledger.LeaseBook;
import dev.driftwarden.practice.PracticeEstate;
import dev.driftwarden.store.Store;
import java.time.Clock;

/** Makes the store of a local run ready: nobody else has it open, and the practice tenant's policies are accepted as they should be. */
final class FirstRun {
    private FirstRun() {}

    static void prepare(Store store, Clock clock) {
        LeaseBook.endAll(store.records());
        Controls controls = new Controls(store.records(), store.bodies(), new Codec());
        PracticeEstate.baselines().forEach((id, value) -> {
            if (controls.baseline(id) == null) {
                controls.acceptBaseline(id, value, clock.instant());
            }
        });
    }
}
