package dev.driftwarden.app;

import dev.driftwarden.api.Site;
import dev.driftwarden.azure.AzureConnection;
import dev.driftwarden.azure.Lazy;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.DeadLetterBox;
import dev.driftwarden.engine.Desk;
import dev.driftwarden.engine.EngineSettings;
import dev.driftwarden.engine.ExemptionWatch;
import dev.driftwarden.engine.Housekeeper;
import dev.driftwarden.engine.OutwardParts;
import dev.driftwarden.engine.QueueWatch;
import dev.driftwarden.engine.Retention;
import dev.driftwarden.engine.SweepWorker;
import dev.driftwarden.ledger.ClosedBodies;
import dev.driftwarden.report.Reporter;
import dev.driftwarden.report.Shelf;
import dev.driftwarden.store.Store;
import dev.driftwarden.telemetry.Figure;
import dev.driftwarden.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Puts the bot together. */
public final class Assembly {
    private static final Duration POLICY_LOOK = Duration.ofSeconds(15);
    private static final Duration COALESCE = Duration.ofSeconds(5);

    private static final int SWEEP_THREADS = 16;

    private Assembly() {}

    static App fromEnvironment() {
        Settings settings = Settings.read(System.getenv());
        Clock clock = Clock.systemUTC();
        Store store = OpenStore.of(settings, clock);
        return new App(settings, store, bot(settings, store, clock));
    }

    /** The bot over a store that is open already. */
    public static Bot bot(Settings settings, Store store, Clock clock) {
        return bot(settings, store, EngineSettings.standard(COALESCE).withSweepCalls(settings.sweepCalls()), clock);
    }

    /** The same with a timing of its own. */
    public static Bot bot(Settings settings, Store store, EngineSettings timing, Clock clock) {
        AzureConnection azure = AzureConnection.open(settings.azure(), clock);
        RulesAndPolicy inForce = RulesAndPolicy.of(settings, clock, POLICY_LOOK);
        WarmUp.start(() -> inForce.rules().prepare(), azure::prepare);
        Telemetry telemetry = TelemetryStart.of(System.getenv(), settings.azure());
        follow(telemetry, azure);
        Desk desk = Wiring.desk(
                store, azure, inForce.rules(), inForce.policy(), timing, clock, UUID::randomUUID, telemetry);
        Intake intake = new Intake(desk, clock);
        SweepWorker sweeper = new SweepWorker(desk, sweepThreads());
        Shelf reports = new Shelf(store.records(), store.bodies(), desk.codec(), clock, new Reporter(desk)::document);
        Housekeeper housekeeper = housekeeper(settings, store, desk, intake, reports, sweeper);
        Lazy<Site> site = new Lazy<>(() -> SiteWiring.site(settings, store, desk, intake, inForce, reports));
        OutwardParts outside = OutwardWiring.parts(settings.outbound(), settings.azure(), clock);
        return new WiredBot(
                desk,
                outside,
                intake,
                sweeper,
                housekeeper,
                request -> site.get().handle(request));
    }

    private static void follow(Telemetry telemetry, AzureConnection azure) {
        telemetry.meters().follow(Figure.CALLS, Map.of("read", azure.calls()::reads, "write", azure.calls()::writes));
        telemetry.meters().follow(Figure.THROTTLED, Map.of("all", azure.calls()::throttled));
    }

    private static Housekeeper housekeeper(
            Settings settings, Store store, Desk desk, Intake intake, Shelf reports, SweepWorker sweeper) {
        DeadLetterBox letters = new DeadLetterBox(desk, store.deadLetters(), intake::late);
        ClosedBodies bodies = new ClosedBodies(store.records(), store.bodies(), desk.codec());
        Retention retention = new Retention(desk, bodies, settings.retention());
        return new Housekeeper(
                desk,
                letters::empty,
                new ExemptionWatch(desk)::run,
                retention::run,
                reports::nightly,
                sweeper::repair,
                new QueueWatch(desk, store.queues()));
    }

    /** Some looks at once, for they mostly wait for Azure; threads end when no sweep needs them. */
    private static ExecutorService sweepThreads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                SWEEP_THREADS, SWEEP_THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "sweep");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
