package dev.driftwarden.testing;

import dev.driftwarden.store.Store;
import dev.driftwarden.store.StoreContract;
import java.time.Duration;

final class MemoryStoreTest extends StoreContract {
    private final MutableClock clock = MutableClock.atNoon();

    @Override
    protected Store open() {
        return new MemoryStore(clock);
    }

    @Override
    public void elapse(Duration time) {
        clock.advance(time);
    }
}
