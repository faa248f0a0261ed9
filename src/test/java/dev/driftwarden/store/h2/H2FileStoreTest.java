package dev.driftwarden.store.h2;

import dev.driftwarden.store.MutableClock;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.StoreContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

final class H2FileStoreTest extends StoreContract {
    private final MutableClock clock = new MutableClock();

    @TempDir
    Path folder;

    @Override
    protected Store open() {
        return H2Store.file(folder.resolve("state"), clock);
    }

    @Override
    public void elapse(Duration time) {
        clock.advance(time);
    }
}
