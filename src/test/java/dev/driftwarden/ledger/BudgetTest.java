package dev.driftwarden.ledger;

import dev.driftwarden.store.Store;
import dev.driftwarden.store.h2.H2Store;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;

class BudgetTest extends BudgetContract {
    private final Store store = H2Store.memory(Clock.systemUTC());

    @Override
    Store store() {
        return store;
    }

    @AfterEach
    void close() {
        store.close();
    }
}
