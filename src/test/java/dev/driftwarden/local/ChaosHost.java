package dev.driftwarden.local;

import dev.driftwarden.app.Assembly;
import dev.driftwarden.app.OutboundSettings;
import dev.driftwarden.app.Settings;
import dev.driftwarden.app.StateSettings;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.EngineSettings;
import dev.driftwarden.engine.RetentionSettings;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageSettings;
import dev.driftwarden.store.h2.H2Store;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** The bot as a process of its own, with its real parts and quick timing; it looks at a practice Azure elsewhere and waits to be killed. */
final class ChaosHost {
    static final String LISTENING = "listening at ";

    private static final EngineSettings QUICK = new EngineSettings(
            Duration.ofMillis(200),
            Duration.ofSeconds(5),
            /* unsentAfter= */ Duration.ofSeconds(5),
            /* stuckAfter= */ Duration.ofSeconds(15),
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5)),
            Duration.ofHours(1),
            /* applyTries= */ 20,
            /* lookTries= */ 20,
            EngineSettings.STANDARD_SWEEP_CALLS);

    /** Many attempts, for being killed in the middle counts as one. */
    private static final QueueOptions QUEUES = new QueueOptions(
            QueueOptions.DEFAULT.batch(),
            QueueOptions.DEFAULT.refillAt(),
            50,
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofMillis(500));

    private ChaosHost() {}

    /** Arguments: address of the practice Azure, policy file, and {@code file:PATH} or a connection string for the state. */
    public static void main(String[] arguments) throws InterruptedException {
        Clock clock = Clock.systemUTC();
        LocalWork work = LocalWork.over(store(arguments[2], clock), QUEUES, clock);
        FirstRun.prepare(work.store(), clock);
        Settings settings = new Settings(
                new StateSettings.Embedded(Path.of("state")),
                AzureSettings.practice(URI.create(arguments[0])),
                arguments[1],
                /* rules= */ null,
                /* platformAuthentication= */ true,
                RetentionSettings.STANDARD,
                OutboundSettings.NONE,
                EngineSettings.STANDARD_SWEEP_CALLS);
        Bot bot = Assembly.bot(settings, work.store(), QUICK, clock);
        LocalHost host = LocalHost.start(LocalHost.bind(0), work, bot, PracticePeople.standard());
        System.out.println(LISTENING + host.address());
        new CountDownLatch(1).await();
    }

    private static Store store(String state, Clock clock) {
        return state.startsWith("file:")
                ? H2Store.file(Path.of(state.substring("file:".length())), clock)
                : AzureStorageStore.open(
                        new StorageSettings.ConnectionString(state), StorageHttp.client(), UUID::randomUUID);
    }
}
