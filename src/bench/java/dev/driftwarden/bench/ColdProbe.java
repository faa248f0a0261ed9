package dev.driftwarden.bench;

import dev.driftwarden.app.Assembly;
import dev.driftwarden.app.Settings;
import dev.driftwarden.app.StateSettings;
import dev.driftwarden.azure.AzureSettings;
import dev.driftwarden.engine.Bot;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.WorkQueues.Delivery;
import dev.driftwarden.store.h2.H2Store;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The fresh process of the cold start: builds the object graph, receives one event, looks and decides. Prints one line,
 * {@code phase=milliseconds} by spaces, the processor time of the whole process among them.
 *
 * <p>Arguments: the practice Azure's address, the file for the state, the file that holds the event.
 */
final class ColdProbe {
    private final List<String> phases = new ArrayList<>();
    private long last = System.nanoTime();

    private ColdProbe() {}

    public static void main(String[] arguments) throws IOException {
        new ColdProbe().run(URI.create(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    }

    private void run(URI practice, Path state, Path event) throws IOException {
        long begun = last;
        String payload = Files.readString(event);
        ShiftedClock clock = new ShiftedClock();
        Settings settings =
                new Settings(new StateSettings.Embedded(state), AzureSettings.practice(practice), null, null, false);
        try (Store store = H2Store.file(state, clock)) {
            phase("store");
            Bot bot = Assembly.bot(settings, store, clock);
            phase("graph");
            bot.receive(payload);
            phase("receive");
            clock.skip(Duration.ofSeconds(6));
            Delivery look =
                    store.queues().receive(Jobs.EVALUATE, 1, Duration.ofMinutes(1)).get(0);
            bot.evaluate(look.body());
            phase("decide");
            store.queues().complete(look);
        }
        phases.add("own=" + milliseconds(last - begun));
        phases.add("cpu=" + processorTime());
        System.out.println(String.join(" ", phases));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private void phase(String name) {
        long now = System.nanoTime();
        phases.add(name + "=" + milliseconds(now - last));
        last = now;
    }

    private static long milliseconds(long nanoseconds) {
        return Duration.ofNanos(nanoseconds).toMillis();
    }

    /** As Linux counts it, in hundredths of a second; 0 elsewhere. */
    private static long processorTime() throws IOException {
        Path stat = Path.of("/proc/self/stat");
        if (!Files.exists(stat)) {
            return 0;
        }
        String text = Files.readString(stat, StandardCharsets.US_ASCII);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10;
    }
}
