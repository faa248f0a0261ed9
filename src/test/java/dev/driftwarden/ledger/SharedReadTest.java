package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedReadTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger truth = new AtomicInteger(1);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void tellsThoseWhoCameDuringAReadWhatTheNextOneSays() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        SharedRead<Integer> shared = new SharedRead<>(() -> {
            int seen = truth.get();
            if (reads.incrementAndGet() == 1) {
                await(go);
            }
            return seen;
        });
        Future<Integer> first = threads.submit(shared::get);
        Awaitility.await().until(() -> reads.get() == 1);
        truth.set(2);
        CountDownLatch asking = new CountDownLatch(8);
        List<Thread> waiting = new ArrayList<>();
        List<Future<Integer>> later = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            later.add(threads.submit(() -> {
                synchronized (waiting) {
                    waiting.add(Thread.currentThread());
                }
                asking.countDown();
                return shared.get();
            }));
        }
        asking.await();
        Awaitility.await().until(() -> waiting.stream().allMatch(one -> one.getState() == Thread.State.WAITING));
        go.countDown();
        assertThat(first.get()).isEqualTo(1);
        for (Future<Integer> one : later) {
            assertThat(one.get()).isEqualTo(2);
        }
        assertThat(reads).hasValue(2);
    }

    @Test
    void readsAnewForEachWhoAsksAlone() {
        SharedRead<Integer> shared = new SharedRead<>(truth::get);
        assertThat(shared.get()).isEqualTo(1);
        truth.set(5);
        assertThat(shared.get()).isEqualTo(5);
    }

    @Test
    void aReadThatFailsSpoilsNoOther() {
        SharedRead<Integer> shared = new SharedRead<>(() -> {
            if (reads.incrementAndGet() == 1) {
                throw new IllegalStateException("no answer");
            }
            return truth.get();
        });
        assertThatThrownBy(shared::get).hasMessage("no answer");
        assertThat(shared.get()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
