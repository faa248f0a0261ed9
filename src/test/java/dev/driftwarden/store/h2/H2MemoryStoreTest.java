package dev.driftwarden.store.h2;

import dev.driftwarden.store.MutableClock;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.StoreContract;
import java.time.Duration;

final class H2MemoryStoreTest extends StoreContract {
    private final MutableClock clock = new MutableClock();

    @Override
    protected Store open() {
        return H2Store.memory(clock);
    }

    @Override
    public void elapse(Duration time) {
        clock.advance(time);
    }
}
