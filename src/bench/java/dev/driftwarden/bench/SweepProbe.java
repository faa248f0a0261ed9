package dev.driftwarden.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.driftwarden.app.Assembly;
import dev.driftwarden.app.Settings;
import dev.driftwarden.app.StateSettings;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Rejections;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.ledger.SweepBook;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.WorkQueues.Delivery;
import dev.driftwarden.store.h2.H2Store;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The process of one sweep, which may have been begun by another that was killed. Prints one line, {@code name=value} by spaces.
 *
 * <p>Arguments: address of the simulated tenant, file for the state, how many resources there are.
 */
final class SweepProbe {
    private static final int WORKERS = 4;
    private static final Duration HIDDEN = Duration.ofSeconds(20);

    private final Store store;
    private final Bot bot;
    private final SweepBook sweeps;
    private final FindingBook book;
    private final int resources;

    private SweepProbe(URI tenant, Path state, int resources) {
        Clock clock = Clock.systemUTC();
        Codec codec = new Codec();
        this.store = H2Store.file(state, clock);
        this.bot = Assembly.bot(
                new Settings(new StateSettings.Embedded(state), AzureSettings.practice(tenant), null, null, false), store, clock);
        this.sweeps = new SweepBook(store.records(), codec);
        this.book = new FindingBook(
                store.records(), codec, new Rejections(store.records(), store.bodies(), codec, clock));
        this.resources = resources;
    }

    public static void main(String[] arguments) throws InterruptedException {
        new SweepProbe(URI.create(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2])).run();
        Runtime.getRuntime().halt(0);
    }

    private void run() throws InterruptedException {
        long begun = System.nanoTime();
        if (sweeps.current().isEmpty()) {
            bot.sweep();
        }
        Thread[] workers = new Thread[WORKERS];
        for (int i = 0; i < WORKERS; i++) {
            workers[i] = new Thread(this::work);
            workers[i].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        Sweep sweep = sweep();
        Instant ended = Optional.ofNullable(sweep.endedAt()).orElseThrow();
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println(String.join(
                " ",
                "state=" + sweep.state(),
                "wall=" + Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                "whole=" + Duration.between(sweep.startedAt(), ended).toMillis(),
                "cpu=" + Duration.ofNanos(system.getProcessCpuTime()).toMillis(),
                "heap=" + peak(),
                "resources=" + sweep.tally().resources(),
                "calls=" + sweep.tally().calls(),
                "looks=" + sweep.tally().looks(),
                "gaps=" + sweep.tally().gaps(),
                "waited=" + sweep.tally().throttledMillis(),
                "exact=" + exact()));
        System.out.flush();
    }

    private Sweep sweep() {
        return sweeps.current().map(Held::value).orElseThrow();
    }

    private void work() {
        while (!sweep().state().ended()) {
            for (Delivery message : store.queues().receive(Jobs.SWEEP, 1, HIDDEN)) {
                try {
                    bot.sweepOn(message.body());
                    store.queues().complete(message);
                } catch (RuntimeException failed) {
                    if (message.attempts() >= 5) {
                        store.queues().complete(message);
                        bot.poison(Jobs.SWEEP, message.body());
                    }
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What survived a collection at most, in MB. */
    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                >> 20;
    }

    /** Whether the findings about the generated types are those of the drifted resources, no fewer and no more. */
    private boolean exact() {
        Set<String> truth = new HashSet<>();
        for (int i = 0; i < resources; i++) {
            if (SimulatedTenant.drifted(i)) {
                truth.add((i % 5 == 0 ? "redis.non-ssl-port " : "network.public-ip-unattached ")
                        + SimulatedTenant.id(i, resources));
            }
        }
        Set<String> found = new HashSet<>();
        String cursor = null;
        do {
            Page<FindingSummary> page = book.list(true, cursor, 500);
            page.items().stream()
                    .filter(one -> one.resource().resourceGroup().isPresent())
                    .forEach(one -> found.add(one.rule() + " " + one.resource()));
            cursor = page.cursor();
        } while (cursor != null);
        return truth.equals(found);
    }
}
