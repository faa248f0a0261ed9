package dev.driftwarden.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.driftwarden.store.Store;
import dev.driftwarden.store.WorkQueues.Delivery;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.Azurite;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageSettings;
import dev.driftwarden.store.h2.H2Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Many events at once over Azurite, received and worked off in parallel; and the heap over 100,000 events. */
final class Throughput implements Benchmark {
    private static final int WORKERS = 12;
    private static final int WARM_UP = Integer.getInteger("throughput.warmup", 1_500);
    private static final int EVENTS = Integer.getInteger("throughput.events", 3_000);
    private static final int MANY = Integer.getInteger("throughput.many", 100_000);
    private static final String SAMPLE =
            "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg-docs/providers/Microsoft.Storage/storageAccounts/stcontosodocs01";

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
            try (Store store = H2Store.memory(Clock.systemUTC())) {
                heap(report, store, bot(practice, store));
            }
        }
    }

    private static void estate(PracticeAzure practice) {
        JsonNode sample = practice.get(ResourceId.parse(SAMPLE)).orElseThrow();
        for (int i = 0; i < WARM_UP + EVENTS; i++) {
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
        parallel(0, WARM_UP, i -> bot.receive(about(id(i))));
        workOff(store, bot, WARM_UP);
        http.takeRequests();
        double receiving = parallel(WARM_UP, WARM_UP + EVENTS, i -> bot.receive(about(id(i))));
        report.add("receive to queued, " + WORKERS + " at once, Azurite", rate(EVENTS / receiving), "300 events/s");
        report.add("requests to storage for an event received", perEvent(http), "");
        double deciding = workOff(store, bot, EVENTS);
        report.add("queued look to decision, " + WORKERS + " at once, Azurite", rate(EVENTS / deciding), "");
        report.add("requests to storage for a look that finds something new", perEvent(http), "");
        report.add("whole path, one after the other", rate(EVENTS / (receiving + deciding)), "100 events/s");
        Codec codec = new Codec();
        Rejections rejections = new Rejections(store.records(), store.bodies(), codec, Clock.systemUTC());
        long findings = new FindingBook(store.records(), codec, rejections)
                .counts().values().stream().mapToLong(Long::longValue).sum();
        if (findings < WARM_UP + EVENTS) {
            throw new IllegalStateException("only " + findings + " findings came of it");
        }
    }

    private static double workOff(Store store, Bot bot, int looks) throws Exception {
        AtomicInteger left = new AtomicInteger(looks);
        return parallel(0, WORKERS, worker -> {
            while (left.get() > 0) {
                List<Delivery> some = store.queues().receive(Jobs.EVALUATE, 8, Duration.ofMinutes(5));
                for (Delivery delivery : some) {
                    bot.evaluate(delivery.body());
                    store.queues().complete(delivery);
                    left.decrementAndGet();
                }
            }
        });
    }

    /** Events about the same thousand resources, each look done before the next round. */
    private void heap(Report report, Store store, Bot bot) throws Exception {
        int round = 1_000;
        long after10 = 0;
        for (int i = 0; i < MANY / round; i++) {
            parallel(0, round, number -> bot.receive(about(id(number % WARM_UP))));
            workOff(store, bot, (int) store.queues().depth(Jobs.EVALUATE));
            if (i == MANY / round / 10) {
                after10 = usedMegabytes();
            }
        }
        report.add(
                "heap in use, after a tenth and after all of " + Numbers.count(MANY) + " events (state in memory included)",
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

    /** Seconds. */
    private static double parallel(int from, int to, IntConsumer work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(WORKERS);
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

    private static String perEvent(TimedClient http) {
        return "%.1f".formatted((double) http.takeRequests() / EVENTS);
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
