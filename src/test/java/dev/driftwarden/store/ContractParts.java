package dev.driftwarden.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What the parts of the contract share. */
interface ContractParts {
    Store store();

    void elapse(Duration time);

    default Records records() {
        return store().records();
    }

    default WorkQueues queues() {
        return store().queues();
    }

    static RecordKey key(String row) {
        return new RecordKey("contract", StoreContract.unique("p"), row);
    }

    /** Runs the work on several threads at once and gives what each returned. */
    static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
