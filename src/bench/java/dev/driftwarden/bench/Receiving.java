package dev.driftwarden.bench;

import com.azure.core.http.HttpClient;
import dev.driftwarden.app.Assembly;
import dev.driftwarden.app.Settings;
import dev.driftwarden.app.StateSettings;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.Azurite;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageSettings;
import dev.driftwarden.store.h2.H2Store;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** From the event's JSON to the queued look, warm, one event after the other, each about another storage account. */
final class Receiving implements Benchmark {
    private static final int WARM_UP = 3_000;
    private static final int EVENTS = 5_000;
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    @Override
    public void run(Report report) throws Exception {
        Path folder = Files.createTempDirectory("driftwarden-receive");
        try (Store store = H2Store.file(folder.resolve("state"), Clock.systemUTC())) {
            measure(report, "H2 file", store, new TimedClient(StorageHttp.client()));
        }
        TemporaryFolder.delete(folder);
        if (Azurite.executable().isEmpty()) {
            report.add("receive into Azurite", "not measured: there is no azurite", "");
            return;
        }
        TimedClient http = new TimedClient(StorageHttp.client());
        try (Azurite azurite = Azurite.inMemory();
                Store store = open(azurite, http)) {
            measure(report, "Azurite", store, http);
        }
    }

    private static Store open(Azurite azurite, HttpClient http) {
        StorageSettings.ConnectionString settings = new StorageSettings.ConnectionString(azurite.connectionString());
        return AzureStorageStore.open(settings, http, UUID::randomUUID);
    }

    private static void measure(Report report, String name, Store store, TimedClient http) throws IOException {
        Settings settings = new Settings(
                new StateSettings.Embedded(Path.of("unused")), AzureSettings.practice(NOWHERE), null, null, false);
        Bot bot = Assembly.bot(settings, store, Clock.systemUTC());
        String event = sample();
        for (int i = 0; i < WARM_UP; i++) {
            bot.receive(event.replace("stcontoso1", "warm" + i));
        }
        Times times = new Times();
        long begun = System.nanoTime();
        for (int i = 0; i < EVENTS; i++) {
            String payload = event.replace("stcontoso1", "st" + i);
            http.takeElapsed();
            times.measure(() -> bot.receive(payload), http::takeElapsed);
        }
        double seconds = (double) (System.nanoTime() - begun) / TimeUnit.SECONDS.toNanos(1);
        long queued = store.queues().depth(Jobs.EVALUATE);
        if (queued < WARM_UP + EVENTS) {
            throw new IllegalStateException("of " + (WARM_UP + EVENTS) + " events " + queued + " were queued");
        }
        report.add("receive, own time, " + name, Numbers.percentiles(times.own()), "p95 10 ms");
        report.add("receive, processor time, " + name, Numbers.percentiles(times.processor()), "");
        report.add("receive, all, " + name, Numbers.percentiles(times.wall()), "");
        report.add("receive, one thread, " + name, Numbers.count(EVENTS / seconds) + " events/s", "");
    }

    private static String sample() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                Receiving.class.getResourceAsStream("/events/storage-write-eventgrid.json"), "the sample event")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
