package dev.driftwarden.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.practice.PracticeAzure;
import dev.driftwarden.practice.PracticeOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Deciding and applying by one worker in a process of its own with a heap of 256 MB; the own time leaves out all calls of Azure. */
final class Fixing implements Benchmark {
    private static final int WARM_UP = Integer.getInteger("fix.warmup", 400);
    private static final int FIXES = Integer.getInteger("fix.count", 1_000);

    @Override
    public void run(Report report) throws Exception {
        try (PracticeAzure practice = PracticeAzure.start(PracticeOptions.defaults())) {
            for (int i = 0; i < WARM_UP + FIXES; i++) {
                ObjectNode body = Estate.copy(practice, Estate.STORAGE_ACCOUNT, name(i));
                body.withObject("/properties").put("supportsHttpsTrafficOnly", false);
                practice.put(body);
            }
            Process worker = new ProcessBuilder(List.of(
                            Machine.java(),
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.driftwarden.bench.FixWorker",
                            practice.endpoint().toString(),
                            String.valueOf(WARM_UP),
                            String.valueOf(FIXES)))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().map(line -> line.split("\t", -1)).filter(row -> row.length == 3).forEach(row -> report.add(row[0], row[1], row[2]));
            }
            if (worker.waitFor() != 0) {
                throw new IllegalStateException("the worker ended with " + worker.exitValue());
            }
        }
    }

    private static String name(int number) {
        return "fix%06d".formatted(number);
    }

    static String account(int number) {
        return Estate.STORAGE_ACCOUNT.substring(0, Estate.STORAGE_ACCOUNT.lastIndexOf('/') + 1) + name(number);
    }
}
