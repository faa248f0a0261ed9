package dev.driftwarden.engine;

import dev.driftwarden.store.Store;
import dev.driftwarden.store.h2.H2Store;
import dev.driftwarden.testing.MutableClock;

class OutboxTest extends OutboxContract {
    @Override
    Store open(MutableClock clock) {
        return H2Store.memory(clock);
    }

    @Override
    int many() {
        return 2_000;
    }
}
