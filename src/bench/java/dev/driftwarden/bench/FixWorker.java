package dev.driftwarden.bench;

import dev.driftwarden.app.Wiring;
import dev.driftwarden.azure.AzureConnection;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.engine.Applier;
import dev.driftwarden.engine.Desk;
import dev.driftwarden.engine.EngineSettings;
import dev.driftwarden.engine.Evaluator;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.engine.Jobs.ApplyJob;
import dev.driftwarden.engine.Jobs.LookJob;
import dev.driftwarden.plan.Operation;
import dev.driftwarden.plan.WriteOutcome;
import dev.driftwarden.plan.Writer;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.policy.PolicyFile;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.book.RuleBook;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.WorkQueues.Delivery;
import dev.driftwarden.store.h2.H2Store;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.World;
import dev.driftwarden.yaml.Issues;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One worker in a process of its own: decides about many drifted accounts, then works off the fixes that it has queued. */
final class FixWorker {
    private static final String POLICY =
            """
            modes: [ { rules: storage.https-only, mode: auto } ]
            budgets: { total: 99999, per-rule: 99999, per-subscription: 99999 }
            """;

    private long cloud;

    private FixWorker() {}

    /** Arguments: the practice Azure's address, how many accounts to warm up with, how many to measure. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("driftwarden-fix");
        try (Store store = H2Store.file(folder.resolve("state"), Clock.systemUTC())) {
            new FixWorker()
                    .run(store, URI.create(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        }
        TemporaryFolder.delete(folder);
        System.exit(0);
    }

    private void run(Store store, URI practice, int warmUp, int fixes) {
        Desk desk = desk(store, practice);
        decide(desk, 0, warmUp);
        apply(desk, store);
        long begun = System.nanoTime();
        Times decided = decide(desk, warmUp, warmUp + fixes);
        long between = System.nanoTime();
        if (store.queues().depth(Jobs.APPLY) != fixes) {
            throw new IllegalStateException(store.queues().depth(Jobs.APPLY) + " fixes were queued");
        }
        Times applied = apply(desk, store);
        long end = System.nanoTime();
        say("decide, own time, fix ordered", Numbers.percentiles(decided.own()), "p95 5 ms");
        say("decide, processor time", Numbers.percentiles(decided.processor()), "");
        say("apply, own time", Numbers.percentiles(applied.own()), "");
        say("apply, processor time", Numbers.percentiles(applied.processor()), "");
        say("decided / applied by one thread, loopback included", rate(fixes, between - begun) + " / " + rate(fixes, end - between), "");
        say("heap of a worker with " + fixes + " queued fixes, -Xmx256m: most in use / after a collection", heap(), "256 MB");
    }

    private static void say(String what, String measured, String bar) {
        System.out.println(what + "\t" + measured + "\t" + bar);
    }

    private static String rate(int count, long nanoseconds) {
        return Numbers.count(count / (nanoseconds / 1e9)) + " a second";
    }

    private static String heap() {
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed() >> 20)
                .sum();
        System.gc();
        long rest = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
        return peak + " MB / " + rest + " MB";
    }

    private Times decide(Desk desk, int from, int to) {
        Times times = new Times();
        Evaluator evaluator = new Evaluator(desk);
        for (int i = from; i < to; i++) {
            LookJob job = new LookJob(ResourceId.parse(Fixing.account(i)), List.of(), 0);
            times.measure(() -> evaluator.evaluate(job), this::takeCloud);
        }
        return times;
    }

    private Times apply(Desk desk, Store store) {
        Times times = new Times();
        Applier applier = new Applier(desk);
        List<Delivery> batch = store.queues().receive(Jobs.APPLY, 16, Duration.ofMinutes(10));
        while (!batch.isEmpty()) {
            for (Delivery delivery : batch) {
                ApplyJob job = desk.codec().read(delivery.body(), ApplyJob.class);
                times.measure(() -> applier.apply(job), this::takeCloud);
                store.queues().complete(delivery);
            }
            batch = store.queues().receive(Jobs.APPLY, 16, Duration.ofMinutes(10));
        }
        return times;
    }

    private long takeCloud() {
        long taken = cloud;
        cloud = 0;
        return taken;
    }

    private <T> T inCloud(Supplier<T> call) {
        long start = System.nanoTime();
        try {
            return call.get();
        } finally {
            cloud += System.nanoTime() - start;
        }
    }

    private Desk desk(Store store, URI practice) {
        Clock clock = Clock.systemUTC();
        RuleBook rules = RuleBook.shipped(clock, Map.of());
        Policy policy =
                PolicyFile.read("policy.yaml", POLICY, rules.parameters(), new Issues()).orElseThrow();
        AzureConnection azure = AzureConnection.open(AzureSettings.practice(practice), clock);
        Desk desk = Wiring.desk(
                store, azure, () -> rules, () -> policy, EngineSettings.standard(Duration.ZERO), clock, UUID::randomUUID);
        return timed(desk);
    }

    /** The same desk with both ways to Azure timed, whatever else it holds. */
    private Desk timed(Desk desk) {
        RecordComponent[] components = Desk.class.getRecordComponents();
        Object[] parts = new Object[components.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                parts[i] = switch (components[i].getName()) {
                    case "worlds" -> (Supplier<World>) () -> new TimedWorld(desk.worlds().get());
                    case "writer" -> new TimedWriter(desk.writer());
                    default -> components[i].getAccessor().invoke(desk);
                };
            }
            Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return Desk.class.getDeclaredConstructor(types).newInstance(parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class TimedWriter implements Writer {
        private final Writer writer;

        TimedWriter(Writer writer) {
            this.writer = writer;
        }

        @Override
        public WriteOutcome run(Operation operation, @Nullable String ifMatch, UUID correlationId) {
            return inCloud(() -> writer.run(operation, ifMatch, correlationId));
        }
    }

    private final class TimedWorld implements World {
        private final World world;

        TimedWorld(World world) {
            this.world = world;
        }

        @Override
        public Read get(ResourceId id, String apiVersion) {
            return inCloud(() -> world.get(id, apiVersion));
        }

        @Override
        public Listing list(ResourceId collection, String apiVersion, String query) {
            return inCloud(() -> world.list(collection, apiVersion, query));
        }

        @Override
        public Read baseline(ResourceId id) {
            return world.baseline(id);
        }
    }
}
