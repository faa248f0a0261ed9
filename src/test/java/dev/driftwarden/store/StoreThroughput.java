package dev.driftwarden.store;

import com.azure.core.http.HttpClient;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.Azurite;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageSettings;
import dev.driftwarden.store.h2.H2Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures the stores: messages sent, markers inserted and audit entries appended a second, by one thread and by many. Not a test; run
 * its main method with the test class path, and {@code h2} or {@code azurite} to choose.
 */
public final class StoreThroughput {
    private static final Duration ROUND = Duration.ofSeconds(3);

    private StoreThroughput() {}

    public static void main(String[] arguments) throws Exception {
        List<String> chosen = arguments.length == 0 ? List.of("h2", "azurite") : List.of(arguments);
        if (chosen.contains("h2")) {
            measureH2();
        }
        if (chosen.contains("azurite")) {
            measureAzurite();
        }
    }

    private static void measureH2() throws Exception {
        Path folder = Files.createTempDirectory("driftwarden-throughput");
        try (Store memory = H2Store.memory(Clock.systemUTC())) {
            measure("H2 memory", memory);
        }
        try (Store file = H2Store.file(folder.resolve("state"), Clock.systemUTC())) {
            measure("H2 file", file);
        }
        System.out.printf("H2 file size %,d bytes%n", Files.size(folder.resolve("state.mv.db")));
        Files.delete(folder.resolve("state.mv.db"));
        Files.delete(folder);
    }

    private static void measureAzurite() throws Exception {
        try (Azurite azurite = Azurite.inMemory()) {
            HttpClient http = StorageHttp.client();
            StorageSettings.ConnectionString settings =
                    new StorageSettings.ConnectionString(azurite.connectionString());
            try (Store store = AzureStorageStore.open(settings, http, UUID::randomUUID)) {
                measure("Azurite", store);
            }
        }
    }

    private static void measure(String name, Store store) throws Exception {
        AuditChain chain = new AuditChain(store.records(), Clock.systemUTC(), "audit", "measured");
        for (int threads : new int[] {1, 16}) {
            AtomicInteger next = new AtomicInteger();
            report(name, "sends", threads, () -> store.queues().send("measured", "{\"n\":1}", Duration.ZERO));
            report(
                    name,
                    "inserts",
                    threads,
                    () -> store.records()
                            .write(new Change.Insert(
                                    new RecordKey("measured", "t" + threads, "r" + next.incrementAndGet()), "{}")));
            report(name, "appends", threads, () -> chain.append("{\"what\":\"measured\"}"));
        }
        long start = System.nanoTime();
        AuditCheck check = chain.verify(null);
        System.out.printf("%-10s verify   %s in %d ms%n", name, check, (System.nanoTime() - start) / 1_000_000);
    }

    private static void report(String name, String what, int threads, Runnable work) throws Exception {
        run(threads, Duration.ofMillis(500), work);
        int done = run(threads, ROUND, work);
        System.out.printf("%-10s %-8s %2d threads %,8d/s%n", name, what, threads, done / ROUND.toSeconds());
    }

    private static int run(int threads, Duration time, Runnable work) throws InterruptedException, IOException {
        AtomicInteger done = new AtomicInteger();
        long end = System.nanoTime() + time.toNanos();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> {
                while (System.nanoTime() < end) {
                    work.run();
                    done.incrementAndGet();
                }
            });
        }
        pool.shutdown();
        if (!pool.awaitTermination(5, TimeUnit.MINUTES)) {
            throw new IOException("did not end");
        }
        return done.get();
    }
}
