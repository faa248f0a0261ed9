package dev.driftwarden.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** What events cost from the making of this on: requests, and the processor time of each process that takes part. */
final class Load {
    /** Where to ask. */
    record Meter(TimedClient storage, PracticeCloud cloud) {
        Load begin() {
            return new Load(storage, cloud);
        }
    }

    private final TimedClient storage;
    private final PracticeCloud cloud;
    private final long calls;
    private final long own = own();
    private final long emulator;
    private final long azure;

    private Load(TimedClient storage, PracticeCloud cloud) {
        this.storage = storage;
        this.cloud = cloud;
        storage.takeRequests();
        this.calls = cloud.calls();
        this.emulator = emulator();
        this.azure = cloud.processorTime().toNanos();
    }

    void report(Report report, String what, int events) {
        double each = events;
        Map<String, Long> requests = storage.takeRequests();
        long all = requests.values().stream().mapToLong(Long::longValue).sum();
        String kinds = requests.entrySet().stream()
                .map(kind -> "%s %.2f".formatted(kind.getKey(), kind.getValue() / each))
                .collect(Collectors.joining(", "));
        report.add(
                "for each, " + what + ": processor time of the bot / Azurite / the practice Azure",
                "%.1f / %.1f / %.1f ms"
                        .formatted(
                                (own() - own) / 1e6 / each,
                                (emulator() - emulator) / 1e6 / each,
                                (cloud.processorTime().toNanos() - azure) / 1e6 / each),
                "");
        report.add(
                "for each, " + what + ": calls of Azure; requests to storage",
                "%.1f; %.1f (%s)".formatted((cloud.calls() - calls) / each, all / each, kinds),
                "");
    }

    private static long own() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Of every process started by this one but the practice Azure. */
    private long emulator() {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.pid() != cloud.pid())
                .flatMap(child -> child.info().totalCpuDuration().stream())
                .mapToLong(Duration::toNanos)
                .sum();
    }
}
