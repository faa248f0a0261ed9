package dev.driftwarden.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
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
import dev.driftwarden.practice.PracticeAzure;
import dev.driftwarden.practice.PracticeOptions;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.WorkQueues.Delivery;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.Azurite;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageSettings;
import dev.driftwarden.store.h2.H2Store;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Many events at once over Azurite, received and worked off in parallel; and the heap over 100,000 events. */
final class Throughput implements Benchmark {
    private static final int WORKERS = 12;
    private static final int RECEIVERS = 4;
    private static final int WAITING = 200;
    private static final int WARM_UP = Integer.getInteger("throughput.warmup", 1_000);
    private static final int EVENTS = Integer.getInteger("throughput.events", 1_000);
    private static final int ACCOUNTS = WARM_UP + EVENTS;
    private static final int MANY = Integer.getInteger("throughput.many", 100_000);
    private static final String SAMPLE =
            "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg-docs/providers/Microsoft.Storage/storageAccounts/stcontosodocs01";

    private static final String LOAD = "requests to storage, processor time of the bot's process with the practice Azure, of Azurite";

    private final String event = sample();

    @Override
    public void run(Report report) throws Exception {
        try (PracticeAzure practice = PracticeAzure.start(PracticeOptions.defaults())) {
            estate(practice);
            TimedClient http = new TimedClient(StorageHttp.client());
            try (Azurite azurite = Azurite.inMemory();
                    Store store = AzureStorageStore.open(
                            new StorageSettings.ConnectionString(azurite.connectionString()),
                            http,
                            UUID::randomUUID)) {
                flow(report, store, bot(practice, store), http);
            }
            Path folder = Files.createTempDirectory("driftwarden-throughput");
            try (Store store = H2Store.file(folder.resolve("state"), Clock.systemUTC())) {
                flowIntoFile(report, store, bot(practice, store));
            }
            try (Store store = H2Store.file(folder.resolve("many"), Clock.systemUTC())) {
                heap(report, store, bot(practice, store));
            }
            TemporaryFolder.delete(folder);
        }
    }

    private static void estate(PracticeAzure practice) {
        JsonNode sample = practice.get(ResourceId.parse(SAMPLE)).orElseThrow();
        for (int i = 0; i < ACCOUNTS; i++) {
            ObjectNode copy = sample.deepCopy();
            copy.put("id", id(i)).put("name", id(i).substring(id(i).lastIndexOf('/') + 1));
            ((ObjectNode) copy.path("properties")).put("supportsHttpsTrafficOnly", false);
            practice.put(copy);
        }
    }

    private static String id(int number) {
        return SAMPLE.replace("stcontosodocs01", "bench%06d".formatted(number));
    }

    private static Bot bot(PracticeAzure practice, Store store) {
        Settings settings = new Settings(
                new StateSettings.Embedded(Path.of("unused")),
                AzureSettings.practice(practice.endpoint()),
                "src/bench/resources/observe.yaml",
                /* rules= */ null,
                false);
        return Assembly.bot(settings, store, EngineSettings.standard(Duration.ZERO), Clock.systemUTC());
    }

    private void flow(Report report, Store store, Bot bot, TimedClient http) throws Exception {
        storageAlone(report, store);
        path(store, bot, 0, WARM_UP);
        Load load = new Load(http);
        double all = path(store, bot, WARM_UP, ACCOUNTS);
        report.add("event to recorded decision, " + WORKERS + " looks at once, Azurite", rate(EVENTS / all), "100 events/s");
        report.add("for each event decided, every one a new finding: " + LOAD, load.each(EVENTS), "");
        exact(store);
        parallel(0, WARM_UP, i -> bot.receive(about(id(i))));
        load = new Load(http);
        double receiving = parallel(WARM_UP, ACCOUNTS, i -> bot.receive(about(id(i))));
        report.add("receive to queued, " + WORKERS + " at once, Azurite", rate(EVENTS / receiving), "300 events/s");
        report.add("for each event received: " + LOAD, load.each(EVENTS), "");
    }

    /** The same without an emulator beside it. */
    private void flowIntoFile(Report report, Store store, Bot bot) throws Exception {
        path(store, bot, 0, WARM_UP);
        double all = path(store, bot, WARM_UP, ACCOUNTS);
        report.add("event to recorded decision, " + WORKERS + " looks at once, H2 file", rate(EVENTS / all), "");
        exact(store);
        parallel(0, WARM_UP, i -> bot.receive(about(id(i))));
        double receiving = parallel(WARM_UP, ACCOUNTS, i -> bot.receive(about(id(i))));
        report.add("receive to queued, " + WORKERS + " at once, H2 file", rate(EVENTS / receiving), "");
    }

    private static void exact(Store store) {
        Codec codec = new Codec();
        Rejections rejections = new Rejections(store.records(), store.bodies(), codec, Clock.systemUTC());
        long findings = new FindingBook(store.records(), codec, rejections)
                .counts().values().stream().mapToLong(Long::longValue).sum();
        if (findings != ACCOUNTS) {
            throw new IllegalStateException(findings + " findings came of " + ACCOUNTS + " accounts");
        }
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
                "Azurite alone, " + WORKERS + " at once: rows inserted / read / listed / transactions of 12 rows / messages sent",
                String.join(" / ", Stream.of(inserts, reads, pages, commits, sends).map(Numbers::count).toList()) + " a second",
                "");
    }

    private static RecordKey row(int number, int part) {
        return new RecordKey("alone", String.valueOf(number % 16), number + "-" + part);
    }

    private static double alone(IntConsumer request) throws Exception {
        parallel(0, WARM_UP, request);
        return WARM_UP / parallel(WARM_UP, 2 * WARM_UP, request);
    }

    /** Requests to storage, and processor time of both sides. */
    private static final class Load {
        private final TimedClient http;
        private final long own = ownProcessor();
        private final long emulator = emulatorProcessor();

        Load(TimedClient http) {
            this.http = http;
            http.takeRequests();
        }

        String each(int events) {
            Map<String, Long> requests = http.takeRequests();
            String kinds = requests.entrySet().stream()
                    .map(kind -> "%s %.2f".formatted(kind.getKey(), (double) kind.getValue() / events))
                    .collect(Collectors.joining(", "));
            long all = requests.values().stream().mapToLong(Long::longValue).sum();
            return "%.1f (%s), %.2f ms, %.2f ms"
                    .formatted(
                            (double) all / events,
                            kinds,
                            (ownProcessor() - own) / 1e6 / events,
                            (emulatorProcessor() - emulator) / 1e6 / events);
        }

        private static long ownProcessor() {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        }

        private static long emulatorProcessor() {
            return ProcessHandle.current()
                    .descendants()
                    .flatMap(child -> child.info().totalCpuDuration().stream())
                    .mapToLong(Duration::toNanos)
                    .sum();
        }
    }

    /**
     * Events received and looked at side by side, until the last is decided; seconds. Few looks wait at once: the emulator goes
     * through all that wait for every message it hands out.
     */
    private double path(Store store, Bot bot, int from, int to) throws Exception {
        Semaphore waiting = new Semaphore(WAITING);
        AtomicInteger next = new AtomicInteger(from);
        AtomicInteger left = new AtomicInteger(to - from);
        return parallel(RECEIVERS + WORKERS, 0, RECEIVERS + WORKERS, worker -> {
            if (worker < RECEIVERS) {
                for (int i = next.getAndIncrement(); i < to; i = next.getAndIncrement()) {
                    waiting.acquireUninterruptibly();
                    bot.receive(about(id(i)));
                }
                return;
            }
            while (left.get() > 0) {
                for (Delivery delivery : store.queues().receive(Jobs.EVALUATE, 8, Duration.ofMinutes(5))) {
                    bot.evaluate(delivery.body());
                    store.queues().complete(delivery);
                    waiting.release();
                    left.decrementAndGet();
                }
            }
        });
    }

    private static void drain(Store store, Bot bot) throws Exception {
        parallel(0, WORKERS, worker -> {
            List<Delivery> some = store.queues().receive(Jobs.EVALUATE, 32, Duration.ofMinutes(5));
            while (!some.isEmpty()) {
                for (Delivery delivery : some) {
                    bot.evaluate(delivery.body());
                    store.queues().complete(delivery);
                }
                some = store.queues().receive(Jobs.EVALUATE, 32, Duration.ofMinutes(5));
            }
        });
    }

    /** Events about the same thousand resources, each look done before the next round. */
    private void heap(Report report, Store store, Bot bot) throws Exception {
        int round = 1_000;
        long after10 = 0;
        for (int i = 0; i < MANY / round; i++) {
            parallel(0, round, number -> bot.receive(about(id(number % WARM_UP))));
            drain(store, bot);
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
        return event.replaceAll(
                "(?i)/subscriptions/[^\"]*/storageAccounts/[A-Za-z0-9]+", java.util.regex.Matcher.quoteReplacement(id));
    }

    private static double parallel(int from, int to, IntConsumer work) throws Exception {
        return parallel(WORKERS, from, to, work);
    }

    /** Seconds. */
    private static double parallel(int threads, int from, int to, IntConsumer work) throws Exception {
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
