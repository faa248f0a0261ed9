package dev.driftwarden.bench;

import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** How long something took each time, in nanoseconds: by the clock, without waiting for others, and on the processor. */
final class Times {
    private static final int DIGITS = 3;

    private final Histogram wall = new Histogram(DIGITS);
    private final Histogram own = new Histogram(DIGITS);
    private final Histogram processor = new Histogram(DIGITS);

    void measure(Runnable work) {
        measure(work, () -> 0);
    }

    /** Does the work once; {@code waited} then says how much of the time it only waited for others. */
    void measure(Runnable work, LongSupplier waited) {
        long processorStart = ProcessorTime.now();
        long start = System.nanoTime();
        work.run();
        long taken = System.nanoTime() - start;
        processor.recordValue(ProcessorTime.now() - processorStart);
        wall.recordValue(taken);
        own.recordValue(Math.max(0, taken - waited.getAsLong()));
    }

    Histogram wall() {
        return wall;
    }

    Histogram own() {
        return own;
    }

    Histogram processor() {
        return processor;
    }

    /** The times by the clock, each less a fixed part. */
    Histogram without(long nanoseconds) {
        Histogram rest = new Histogram(DIGITS);
        wall.recordedValues()
                .forEach(value -> rest.recordValueWithCount(
                        Math.max(0, value.getValueIteratedTo() - nanoseconds),
                        value.getCountAddedInThisIterationStep()));
        return rest;
    }
}
