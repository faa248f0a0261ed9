package dev.driftwarden.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the numbers were measured on. */
final class Machine {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private Machine() {}

    /** What to put before a command so that it gets two cores; nothing where that is not possible. */
    static List<String> onTwoCores() {
        boolean possible = Files.isExecutable(TASKSET) && Runtime.getRuntime().availableProcessors() > 1;
        return possible ? List.of(TASKSET.toString(), "-c", "0,1") : List.of();
    }

    /** What to put before a command so that it gets these cores, such as {@code 2,3}; nothing for none. */
    static List<String> onCores(String cores) {
        return cores.isEmpty() ? List.of() : List.of(TASKSET.toString(), "-c", cores);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static String description() {
        return String.format(
                Locale.ROOT,
                "%d cores, %s %s, %s, load average %.1f",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name"),
                Runtime.version(),
                System.getProperty("os.name"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
