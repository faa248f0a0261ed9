package dev.driftwarden.store.h2;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Writes until it is killed, and says each time that it did. */
final class H2WriterProcess {
    private H2WriterProcess() {}

    public static void main(String[] arguments) {
        try (Store store = H2Store.file(Path.of(arguments[0]), Clock.systemUTC())) {
            for (int i = 0; ; i++) {
                store.records().write(new Change.Insert(new RecordKey("things", "p", "r" + i), "{}"));
                store.queues().send("work", "message " + i, Duration.ZERO);
                System.out.println("done " + i);
            }
        }
    }
}
