package dev.driftwarden.store;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Everything that a store must do; an adapter's test opens one and inherits the rest. */
public abstract class StoreContract
        implements RecordsContract,
                TransactionsContract,
                PagesContract,
                WorkQueuesContract,
                BodiesContract,
                LeasesContract,
                AuditChainContract {
    private Store store;

    protected abstract Store open() throws Exception;

    /** Lets time pass for the store: moves its clock; where its time is real nothing need be done, for tests await. */
    @Override
    public void elapse(Duration time) {}

    @Override
    public final Store store() {
        return store;
    }

    @BeforeEach
    final void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    /** A name that no other test uses, for tests run at once on one storage. */
    public static String unique(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }
}
