package dev.driftwarden.bench;

import dev.driftwarden.app.Assembly;
import dev.driftwarden.app.Settings;
import dev.driftwarden.app.StateSettings;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.EngineSettings;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.Rejections;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.Azurite;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageSettings;
import dev.driftwarden.store.h2.H2Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Many events at once, received and worked off side by side, over Azurite and into an H2 file; and the heap over 100,000 events. The
 * bot, Azurite and the practice Azure are three processes; they share the cores this one is held to, unless
 * {@code -Dthroughput.cloud.cores=2,3} puts the practice Azure elsewhere. This process also does what the Functions host does: it
 * takes messages from the queue and deletes them.
 */
final class Throughput implements Benchmark {
    private static final int RECEIVERS = 4;
    private static final int WARM_UP = Integer.getInteger("throughput.warmup", 500);
    private static final int EVENTS = Integer.getInteger("throughput.events", 3_000);
    private static final int ACCOUNTS = WARM_UP + EVENTS;
    private static final int MANY = Integer.getInteger("throughput.many", 100_000);

    /**
     * Whether Azurite keeps messages in memory rather than in files: then its search for deleted ones, once a minute, stops it for
     * the better part of a minute.
     */
    private static final boolean IN_MEMORY = Boolean.getBoolean("throughput.memory");

    private static final String CLOUD_CORES = System.getProperty("throughput.cloud.cores", "");

    /** Looks that wait or are under way: the emulator goes through all that wait for every message it hands out. */
    private static final int UNDER_WAY = Integer.getInteger("throughput.waiting", 32) + HostQueue.atOnce();

    private final String event = sample();

    @Override
    public void run(Report report) throws Exception {
        try (PracticeCloud cloud = PracticeCloud.start(ACCOUNTS, ACCOUNTS, CLOUD_CORES)) {
            TimedClient http = new TimedClient(StorageHttp.client());
            Path folder = Files.createTempDirectory("driftwarden-throughput");
            // First, so that the process is warm when the emulator's turn comes: it slows down with what it holds.
            try (Store store = H2Store.file(folder.resolve("state"), Clock.systemUTC())) {
                flow(report, "H2 file", store, new Load.Meter(http, cloud));
            }
            Path emulated = folder.resolve("azurite");
            Files.createDirectory(emulated);
            try (Azurite azurite = azurite(emulated.resolve("flow"));
                    Store store = open(azurite, http)) {
                flow(report, "Azurite", store, new Load.Meter(http, cloud));
            }
            try (Azurite azurite = azurite(emulated.resolve("alone"));
                    Store store = open(azurite, http)) {
                storageAlone(report, store);
            }
            try (Store store = H2Store.file(folder.resolve("many"), Clock.systemUTC())) {
                heap(report, store, bot(cloud, store));
            }
            TemporaryFolder.delete(folder);
        }
    }

    /** A fresh one for each measurement: it goes through the messages of all queues for each that it takes or deletes. */
    private static Azurite azurite(Path folder) throws IOException {
        return IN_MEMORY ? Azurite.inMemory() : Azurite.inFolder(Files.createDirectory(folder), null);
    }

    private static Store open(Azurite azurite, TimedClient http) {
        return AzureStorageStore.open(
                new StorageSettings.ConnectionString(azurite.connectionString()), http, UUID::randomUUID);
    }

    private static Bot bot(PracticeCloud cloud, Store store) {
        Settings settings = new Settings(
                new StateSettings.Embedded(Path.of("unused")),
                AzureSettings.practice(cloud.address()),
                "src/bench/resources/observe.yaml",
                /* rules= */ null,
                false);
        return Assembly.bot(settings, store, EngineSettings.standard(Duration.ZERO), Clock.systemUTC());
    }

    private void flow(Report report, String where, Store store, Load.Meter meter) throws Exception {
        Bot bot = bot(meter.cloud(), store);
        path(store, bot, PracticeCloud::drifted, 0, WARM_UP);
        path(store, bot, PracticeCloud::passing, 0, WARM_UP);
        path(store, bot, PracticeCloud::drifted, 0, WARM_UP);
        exact(store, WARM_UP);
        Flow flow = new Flow(report, where, store, bot, meter);
        measure(flow, "every one a new finding", "100 events/s", PracticeCloud::drifted);
        exact(store, ACCOUNTS);
        measure(flow, "every one of an open finding", "", PracticeCloud::drifted);
        measure(flow, "every one passing, nothing known before", "", PracticeCloud::passing);
        exact(store, ACCOUNTS);
        Parallel.run(HostQueue.atOnce(), 0, WARM_UP, i -> bot.receive(about(PracticeCloud.passing(i))));
        Load load = meter.begin();
        double seconds =
                Parallel.run(HostQueue.atOnce(), WARM_UP, ACCOUNTS, i -> bot.receive(about(PracticeCloud.passing(i))));
        String what = "receive to queued, " + HostQueue.atOnce() + " at once, " + where;
        report.add(what, rate(EVENTS / seconds), where.equals("Azurite") ? "300 events/s" : "");
        load.report(report, what, EVENTS);
    }

    private record Flow(Report report, String where, Store store, Bot bot, Load.Meter meter) {}

    private void measure(Flow flow, String kind, String bar, IntFunction<String> ids) throws Exception {
        String what = "event to recorded decision, " + kind + ", " + flow.where();
        Load load = flow.meter().begin();
        int middle = WARM_UP + EVENTS / 2;
        double first = path(flow.store(), flow.bot(), ids, WARM_UP, middle);
        double second = path(flow.store(), flow.bot(), ids, middle, ACCOUNTS);
        String elsewhere = CLOUD_CORES.isEmpty() ? "" : ", practice Azure on cores " + CLOUD_CORES;
        flow.report()
                .add(
                        what + elsewhere,
                        "%s (first half %.0f, second %.0f)"
                                .formatted(
                                        rate(EVENTS / (first + second)),
                                        (middle - WARM_UP) / first,
                                        (ACCOUNTS - middle) / second),
                        flow.where().equals("Azurite") ? bar : "");
        load.report(flow.report(), what, EVENTS);
    }

    /** Every drifted account has its finding and nothing else has one; no look is left. */
    private static void exact(Store store, int drifted) {
        Codec codec = new Codec();
        Rejections rejections = new Rejections(store.records(), store.bodies(), codec, Clock.systemUTC());
        long findings = new FindingBook(store.records(), codec, rejections)
                .counts().values().stream().mapToLong(Long::longValue).sum();
        long left = store.queues().depth(Jobs.EVALUATE);
        if (findings != drifted || left != 0) {
            throw new IllegalStateException(
                    findings + " findings came of " + drifted + " drifted accounts; " + left + " looks are left");
        }
    }

    /** Events received and looked at side by side, until the last is decided; seconds. */
    private double path(Store store, Bot bot, IntFunction<String> ids, int from, int to) throws Exception {
        Semaphore room = new Semaphore(UNDER_WAY);
        AtomicInteger left = new AtomicInteger(to - from);
        AtomicLong end = new AtomicLong();
        HostQueue host = HostQueue.open(store.queues(), Jobs.EVALUATE, message -> {
            bot.evaluate(message);
            room.release();
            if (left.decrementAndGet() == 0) {
                end.set(System.nanoTime());
            }
        });
        ExecutorService pool = Executors.newSingleThreadExecutor();
        long begun = System.nanoTime();
        try {
            Future<?> received = pool.submit(() -> Parallel.run(RECEIVERS, from, to, i -> {
                room.acquireUninterruptibly();
                bot.receive(about(ids.apply(i)));
            }));
            host.run(() -> left.get() <= 0);
            received.get();
        } finally {
            pool.shutdownNow();
        }
        return (end.get() - begun) / 1e9;
    }

    /** What the emulator does by itself for the same client, one kind of request after the other. */
    private static void storageAlone(Report report, Store store) throws Exception {
        String json = "{\"text\":\"" + "x".repeat(1_000) + "\"}";
        double inserts = alone(i -> store.records().write(new Change.Insert(row(i, 0), json)));
        double reads = alone(i -> store.records().get(row(i, 0)));
        double pages = alone(i -> store.records().page(row(i, 0).table(), row(i, 0).partition(), row(i, 0).row(), null, 10));
        double commits = alone(i -> store.records()
                .writeAll(IntStream.range(1, 13).<Change>mapToObj(part -> new Change.Put(row(i, part), json)).toList()));
        double sends = alone(i -> store.queues().send("driftwarden-alone", json, Duration.ZERO));
        report.add(
                "Azurite alone, " + HostQueue.atOnce()
                        + " at once: rows inserted / read / listed / transactions of 12 rows / messages sent",
                String.join(" / ", Stream.of(inserts, reads, pages, commits, sends).map(Numbers::count).toList()) + " a second",
                "");
    }

    private static RecordKey row(int number, int part) {
        return new RecordKey("alone", String.valueOf(number % 16), number + "-" + part);
    }

    private static double alone(IntConsumer request) throws Exception {
        Parallel.run(HostQueue.atOnce(), 0, WARM_UP, request);
        return WARM_UP / Parallel.run(HostQueue.atOnce(), WARM_UP, 2 * WARM_UP, request);
    }

    /** Events about the same thousand resources, each look done before the next round. */
    private void heap(Report report, Store store, Bot bot) throws Exception {
        int round = 1_000;
        long after10 = 0;
        for (int i = 0; i < MANY / round; i++) {
            path(store, bot, PracticeCloud::drifted, 0, Math.min(round, ACCOUNTS));
            if (i == MANY / round / 10) {
                after10 = usedMegabytes();
            }
        }
        report.add(
                "heap in use, after a tenth and after all of " + Numbers.count(MANY) + " events, H2 file",
                after10 + " MB, " + usedMegabytes() + " MB",
                "flat");
    }

    private static long usedMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private String about(String id) {
        return event.replaceAll("(?i)/subscriptions/[^\"]*/storageAccounts/[A-Za-z0-9]+", Matcher.quoteReplacement(id));
    }

    private static String rate(double perSecond) {
        return Numbers.count(perSecond) + " a second";
    }

    private static String sample() {
        try (InputStream file = Objects.requireNonNull(
                Throughput.class.getResourceAsStream("/events/storage-write-eventgrid.json"), "the sample event")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
