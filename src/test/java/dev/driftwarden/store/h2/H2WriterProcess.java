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

    /** Arguments: the file, and what the keys of its records begin with. */
    public static void main(String[] arguments) {
        try (Store store = H2Store.file(Path.of(arguments[0]), Clock.systemUTC())) {
            for (int i = 0; ; i++) {
                // Of many sizes, so that the space that older ones leave in the file is used again, out of order.
                String json = "\"" + "x".repeat(1 + i * 37 % 101 * 150) + "\"";
                store.records().write(new Change.Insert(new RecordKey("things", "p", arguments[1] + i), json));
                store.records().write(new Change.Put(new RecordKey("things", "often", "r" + i % 50), json));
                store.queues().send("work", "message " + i, Duration.ZERO);
                System.out.println("done " + i);
            }
        }
    }
}
