package dev.driftwarden.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.engine.Jobs;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.ChainedAudit;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.FindingBook;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Rejections;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.AuditChain;
import dev.driftwarden.store.AuditCheck;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.azure.AzureStorageStore;
import dev.driftwarden.store.azure.Azurite;
import dev.driftwarden.store.azure.AzuriteExtension;
import dev.driftwarden.store.azure.StorageHttp;
import dev.driftwarden.store.azure.StorageSettings;
import dev.driftwarden.store.h2.H2Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The bot's process is killed at random times while events flow: a few times in every build; {@code -Dchaos.kills=100
 * -Dchaos.accounts=400} makes it long. {@code -Dchaos.seed=…} repeats the choices of a run (not its races), {@code -Dchaos.log=FILE}
 * keeps what the bot says.
 *
 * <p>The storage emulator saves what it holds every five seconds and when it is asked to end. It is asked, and never killed: what it
 * loses then would say nothing about the bot, for real storage has on disk what it has acknowledged.
 */
@Isolated
class ChaosTest {
    private static final int KILLS = Integer.getInteger("chaos.kills", 3);
    private static final int ACCOUNTS = Integer.getInteger("chaos.accounts", 40);
    private static final Duration PATIENCE = Duration.ofSeconds(150L + 2L * ACCOUNTS);

    private final long seed = Long.getLong("chaos.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    private Path folder;

    @Test
    void losesAndDoublesNothingHoweverOftenItIsKilled() throws Exception {
        Path state = folder.resolve("state");
        try (ChaosRun run = new ChaosRun(ACCOUNTS)) {
            survive(run, "file:" + state, () -> {});
            run.kill();
            try (Store store = H2Store.file(state, Clock.systemUTC())) {
                check(run, store);
            }
        }
    }

    @Test
    @ExtendWith(AzuriteExtension.class)
    void losesAndDoublesNothingWhenItsStorageIsGoneAsWell(Azurite ignored) throws Exception {
        Path data = Files.createDirectories(folder.resolve("azurite"));
        Azurite[] azurite = {Azurite.inFolder(data, null)};
        try (ChaosRun run = new ChaosRun(ACCOUNTS)) {
            String connection = azurite[0].connectionString();
            survive(run, connection, () -> {
                azurite[0].stop();
                azurite[0] = Azurite.inFolder(data, azurite[0]);
            });
            run.kill();
            StorageSettings.ConnectionString settings = new StorageSettings.ConnectionString(connection);
            try (Store store = AzureStorageStore.open(settings, StorageHttp.client(), UUID::randomUUID)) {
                check(run, store);
            }
        } finally {
            azurite[0].close();
        }
    }

    /** @param disturb done once, halfway */
    private void survive(ChaosRun run, String state, Runnable disturb) throws Exception {
        System.out.println("chaos seed " + seed);
        Path policy = Files.writeString(folder.resolve("policy.yaml"), """
                defaults: { mode: auto }
                budgets: { total: 10000, per-rule: 10000, per-subscription: 10000 }
                """);
        run.start(policy, state);
        List<Integer> pauses = IntStream.range(0, ACCOUNTS)
                .map(i -> random.nextInt(500))
                .boxed()
                .toList();
        CompletableFuture<Void> drifting = CompletableFuture.runAsync(() -> drift(run, pauses));
        for (int kill = 0; kill < KILLS; kill++) {
            TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(3_000));
            if (kill == KILLS / 2) {
                disturb.run();
            }
            run.kill();
            run.start(policy, state);
        }
        drifting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(unsettled(run)).isEmpty());
    }

    private static void drift(ChaosRun run, List<Integer> pauses) {
        for (int i = 0; i < pauses.size(); i++) {
            try {
                TimeUnit.MILLISECONDS.sleep(pauses.get(i));
                run.drift(i);
            } catch (InterruptedException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What is still on its way. */
    private static List<String> unsettled(ChaosRun run) throws IOException, InterruptedException {
        run.housekeeping();
        List<String> unsettled = new ArrayList<>(run.undelivered());
        JsonNode health = run.api("/health");
        for (String queue : List.of(Jobs.EVENTS, Jobs.EVALUATE, Jobs.APPLY)) {
            if (health.path("queues").path(queue).asInt(1) != 0) {
                unsettled.add(queue + " " + health.path("queues").path(queue));
            }
        }
        if (!health.path("oldestUnverifiedSeconds").isNull()) {
            unsettled.add("a fix has not moved for " + health.path("oldestUnverifiedSeconds") + " s");
        }
        accounts().stream().filter(account -> !run.isFixed(account)).forEach(account -> unsettled.add(account.name()));
        return unsettled;
    }

    private static List<ResourceId> accounts() {
        return IntStream.range(0, ACCOUNTS).mapToObj(ChaosRun::account).toList();
    }

    private static void check(ChaosRun run, Store store) {
        Codec codec = new Codec();
        FindingBook book = new FindingBook(
                store.records(), codec, new Rejections(store.records(), store.bodies(), codec, Clock.systemUTC()));
        for (ResourceId account : accounts()) {
            List<Finding> findings = book.on(account).stream().map(Held::value).toList();
            assertThat(findings)
                    .as(account.name())
                    .filteredOn(finding -> finding.rule().equals("storage.https-only"))
                    .singleElement()
                    .extracting(Finding::state)
                    .isEqualTo(FindingState.FIXED);
            long fixed = findings.stream()
                    .filter(finding -> finding.state() == FindingState.FIXED)
                    .count();
            assertThat((long) run.writesOfTheBot(account)).as(account.name()).isEqualTo(fixed);
        }
        AuditChain chain = new AuditChain(store.records(), Clock.systemUTC(), "audit", "main");
        assertThat(chain.verify(null)).isInstanceOf(AuditCheck.Intact.class);
        assertThat(chain.page(null, 1_000).items())
                .map(link -> codec.read(link.entry(), ChainedAudit.Entry.class).id())
                .filteredOn(Objects::nonNull)
                .isNotEmpty()
                .doesNotHaveDuplicates();
        assertThat(new Rejections(store.records(), store.bodies(), codec, Clock.systemUTC())
                        .list(true, null, 10)
                        .items())
                .isEmpty();
    }
}
