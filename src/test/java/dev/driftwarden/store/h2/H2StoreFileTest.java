package dev.driftwarden.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftwarden.store.CannotOpenStoreException;
import dev.driftwarden.store.CannotOpenStoreException.Reason;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.StoreOutcome;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a file can do: be killed, be open elsewhere, be from another time. */
final class H2StoreFileTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final RecordKey KEY = new RecordKey("things", "p", "r");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("state");
    }

    @Test
    void keepsEverythingOverARestart() throws Exception {
        try (Store store = H2Store.file(file(), CLOCK)) {
            store.records().write(new Change.Insert(KEY, "1"));
            store.queues().send("work", "message", Duration.ZERO);
            store.bodies().put("body", "text");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(Path.of(file() + ".mv.db"));
        }
        try (Store store = H2Store.file(file(), CLOCK)) {
            assertThat(store.records().get(KEY)).isPresent();
            assertThat(store.queues().depth("work")).isEqualTo(1);
            assertThat(store.bodies().get("body")).contains("text");
        }
    }

    @Test
    void losesNothingThatWasAnsweredHoweverOftenTheProcessIsKilled() throws Exception {
        int all = 0;
        for (int round = 0; round < 6; round++) {
            String prefix = "r" + round + "-";
            int answered = writeInAnotherProcessAndKillIt(prefix, 60 + 40 * round);
            all += answered;

            try (Store store = H2Store.file(file(), CLOCK)) {
                for (int i = 0; i < answered; i++) {
                    assertThat(store.records().get(new RecordKey("things", "p", prefix + i)))
                            .as("record %s of %s in round %s", i, answered, round)
                            .isPresent();
                }
                assertThat(store.queues().depth("work")).isGreaterThanOrEqualTo(all);
            }
        }
    }

    /** How many writes it had reported as done. */
    private int writeInAnotherProcessAndKillIt(String prefix, int atLeast) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        H2WriterProcess.class.getName(),
                        file().toString(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = writer.inputReader(StandardCharsets.UTF_8)) {
            int answered = 0;
            while (answered < atLeast) {
                assertThat(output.readLine()).isEqualTo("done " + answered);
                answered++;
            }
            refusesToShare();
            // Through the handle, for the process object would close its output as well.
            writer.toHandle().destroyForcibly();
            return answered
                    + (int) output.lines()
                            .filter(line -> line.matches("done \\d+"))
                            .count();
        } finally {
            writer.destroyForcibly();
        }
    }

    private void refusesToShare() {
        assertThatThrownBy(() -> H2Store.file(file(), CLOCK))
                .isInstanceOfSatisfying(
                        CannotOpenStoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.IN_USE))
                .hasMessage("The state file " + file() + ".mv.db is in use by another process; stop that one first.");
    }

    @Test
    void refusesAFileOfANewerVersion() throws Exception {
        Store closedTwice = H2Store.file(file(), CLOCK);
        closedTwice.close();
        closedTwice.close();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + file(), "driftwarden", "")) {
            connection.createStatement().execute("INSERT INTO schema_version VALUES (99)");
        }

        assertThatThrownBy(() -> H2Store.file(file(), CLOCK))
                .isInstanceOfSatisfying(
                        CannotOpenStoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NEWER))
                .hasMessageContaining("schema 99");
    }

    @Test
    void refusesWhatIsNoStore() throws Exception {
        Files.writeString(Path.of(file() + ".mv.db"), "something else entirely, ".repeat(1_000));

        assertThatThrownBy(() -> H2Store.file(file(), CLOCK))
                .isInstanceOfSatisfying(
                        CannotOpenStoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.UNUSABLE))
                .hasMessageContaining(file() + ".mv.db is damaged")
                .hasMessageContaining("--fresh");
        assertThatThrownBy(() -> H2Store.file(folder.resolve("x;INIT=DROP ALL OBJECTS"), CLOCK))
                .isInstanceOf(CannotOpenStoreException.class)
                .hasMessageContaining("semicolon");
    }

    @Test
    void anInterruptedThreadDoesNotBreakTheStoreForOthers() throws Exception {
        try (Store store = H2Store.file(file(), CLOCK)) {
            Thread interrupted = new Thread(() -> {
                for (int i = 0; i < 50; i++) {
                    Thread.currentThread().interrupt();
                    store.records().write(new Change.Put(KEY, Integer.toString(i)));
                }
            });
            interrupted.setUncaughtExceptionHandler((thread, e) -> {});
            interrupted.start();
            interrupted.join();

            RecordKey other = new RecordKey("things", "p", "other");
            assertThat(store.records().write(new Change.Insert(other, "1"))).isEqualTo(StoreOutcome.OK);
            assertThat(store.records().get(other)).isPresent();
        }
    }
}
