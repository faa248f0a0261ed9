package dev.driftwarden.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The processor time of the calling thread, which other work on the machine hardly changes. */
final class ProcessorTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ProcessorTime() {}

    /** In nanoseconds since some moment. */
    static long now() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
