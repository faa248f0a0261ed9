package dev.driftwarden.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.driftwarden.app.Settings;
import dev.driftwarden.functions.RecordingBot;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Store;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunTest {
    private static final RecordKey KEY = new RecordKey("notes", "one", "row");

    private final RecordingBot bot = new RecordingBot();
    private final Deque<Settings> settings = new ConcurrentLinkedDeque<>();
    private final Deque<Store> store = new ConcurrentLinkedDeque<>();

    @TempDir
    private Path folder;

    @Test
    void bringsAWriteInThePracticeAzureToTheBot() throws Exception {
        try (LocalRun run = start(false)) {
            String account = "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg-driftwarden-test"
                    + "/providers/Microsoft.Storage/storageAccounts/stlocalruntest?api-version=2023-05-01";
            put(
                    run.practice(),
                    account.replaceAll("/providers.*", "?api-version=2021-04-01"),
                    "{\"location\":\"westeurope\"}");
            put(
                    run.practice(),
                    account,
                    "{\"location\":\"westeurope\",\"sku\":{\"name\":\"Standard_LRS\"},\"kind\":\"StorageV2\",\"properties\":{}}");

            await().untilAsserted(() ->
                    assertThat(bot.calls()).anyMatch(call -> call.contains("Microsoft.Storage/storageAccounts/write")));
            assertThat(settings.getLast().azure().practice()).isTrue();
            assertThat(settings.getLast().azure().armEndpoint()).isEqualTo(run.practice());
            assertThat(settings.getLast().platformAuthentication()).isTrue();
        }
    }

    @Test
    void keepsItsStateOverARestartUntilItIsToldToForget() {
        try (LocalRun run = start(false)) {
            assertThat(run.address()).hasHost("127.0.0.1");
            store.getLast().records().write(new dev.driftwarden.store.Change.Put(KEY, "{}"));
        }
        try (LocalRun again = start(false)) {
            assertThat(again.address()).isNotNull();
            assertThat(store.getLast().records().get(KEY)).isPresent();
        }
        try (LocalRun fresh = start(true)) {
            assertThat(fresh.address()).isNotNull();
            assertThat(store.getLast().records().get(KEY)).isEmpty();
        }
    }

    @Test
    void forgetsNothingThatIsNotItsOwn() throws Exception {
        Path other = Files.writeString(folder.resolve("letter.txt"), "dear");

        start(true).close();

        assertThat(other).hasContent("dear");
    }

    @Test
    void leavesNothingBehindWhenItCannotStart() {
        try (LocalRun first = start(false)) {
            LocalOptions taken = new LocalOptions(0, first.practice().getPort(), folder.resolve("other"), false, null);

            assertThatThrownBy(() -> LocalRun.start(taken, (theSettings, theStore, clock) -> bot, Clock.systemUTC()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("port " + first.practice().getPort());
        }
    }

    @Test
    void canBeClosedTwice() {
        LocalRun run = start(false);
        run.close();
        run.close();

        assertThat(bot.calls()).isEmpty();
    }

    private LocalRun start(boolean fresh) {
        return LocalRun.start(
                new LocalOptions(0, 0, folder, fresh, null),
                (theSettings, theStore, clock) -> {
                    settings.add(theSettings);
                    store.add(theStore);
                    return bot;
                },
                Clock.systemUTC());
    }

    private static void put(URI practice, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(practice.resolve(path))
                .PUT(BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer practice")
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    }
}
