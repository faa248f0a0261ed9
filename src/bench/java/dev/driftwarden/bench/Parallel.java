package dev.driftwarden.bench;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The same work for many numbers, several at a time. */
final class Parallel {
    private Parallel() {}

    /** How long it took in seconds; throws what the work threw. */
    static double run(int threads, int from, int to, IntConsumer work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long begun = System.nanoTime();
        try {
            List<Future<?>> running = IntStream.range(from, to)
                    .<Future<?>>mapToObj(i -> pool.submit(() -> work.accept(i)))
                    .toList();
            for (Future<?> one : running) {
                one.get();
            }
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            pool.shutdownNow();
        }
    }
}
