package dev.driftwarden.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.practice.PracticeAzure;
import dev.driftwarden.practice.PracticeOptions;
import dev.driftwarden.resource.ResourceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A practice Azure whose events are delivered, again and again until they are taken, to a bot process that may be gone. */
final class ChaosRun implements AutoCloseable {
    private static final String SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-00000000000a";
    private static final ResourceId SAMPLE = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-docs/providers/Microsoft.Storage/storageAccounts/stcontosodocs01");
    private static final String WRITE = "Microsoft.Storage/storageAccounts/write";

    final PracticeAzure practice;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final BlockingQueue<String> undelivered = new LinkedBlockingQueue<>();
    private final AtomicInteger delivering = new AtomicInteger();
    private final AtomicReference<@Nullable URI> bot = new AtomicReference<>();
    private final Map<String, Set<String>> writes = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> drifts = new ConcurrentHashMap<>();
    private final List<Thread> deliverers = new ArrayList<>();
    private @Nullable Process process;

    ChaosRun(int accounts) {
        practice = PracticeAzure.start(PracticeOptions.defaults().withEventDelay(Duration.ofMillis(5)));
        JsonNode sample = practice.get(SAMPLE).orElseThrow();
        IntStream.range(0, accounts).forEach(i -> {
            ObjectNode copy = sample.deepCopy();
            copy.put("id", account(i).path()).put("name", account(i).name());
            practice.put(copy);
        });
        practice.onEvent(this::occurred);
        IntStream.range(0, 4).forEach(i -> deliverer());
    }

    static ResourceId account(int number) {
        return ResourceId.parse(SUBSCRIPTION
                + "/resourceGroups/rg-docs/providers/Microsoft.Storage/storageAccounts/stchaos%03d".formatted(number));
    }

    private void occurred(String payload) {
        try {
            for (JsonNode event : json.readTree(payload)) {
                if (event.at("/data/operationName").asText().equals(WRITE)) {
                    writes.computeIfAbsent(key(event.path("subject").asText()), any -> ConcurrentHashMap.newKeySet())
                            .add(event.path("id").asText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        undelivered.add(payload);
    }

    /** Events spell a resource's path otherwise than Azure does. */
    private static String key(String subject) {
        return ResourceId.parse(subject).key();
    }

    private void deliverer() {
        Thread thread = new Thread(this::deliver, "event-grid");
        thread.setDaemon(true);
        thread.start();
        deliverers.add(thread);
    }

    private void deliver() {
        try {
            while (true) {
                String payload = undelivered.take();
                delivering.incrementAndGet();
                if (!delivered(payload)) {
                    undelivered.add(payload);
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                delivering.decrementAndGet();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean delivered(String payload) throws InterruptedException {
        URI address = bot.get();
        return address != null
                && post(address.resolve(EventGridWebhook.PATH + "?functionName=OnResourceChange"), payload) / 100 == 2;
    }

    private int post(URI address, String body) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .header("aeg-event-type", "Notification")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException gone) {
            return 0;
        }
    }

    /** A person makes an account drift. */
    void drift(int account) throws IOException, InterruptedException {
        ResourceId id = account(account);
        drifts.computeIfAbsent(id.key(), any -> new AtomicInteger()).incrementAndGet();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(practice.endpoint() + id.path() + "?api-version=2023-05-01"))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"properties\":{\"supportsHttpsTrafficOnly\":false}}"))
                .build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
            throw new IllegalStateException("the practice Azure answered " + status);
        }
    }

    /** How often somebody else than the person wrote to an account. */
    int writesOfTheBot(ResourceId id) {
        int all = writes.getOrDefault(id.key(), Set.of()).size();
        return all - drifts.getOrDefault(id.key(), new AtomicInteger()).get();
    }

    boolean isFixed(ResourceId id) {
        return practice.get(id)
                .orElseThrow()
                .at("/properties/supportsHttpsTrafficOnly")
                .asBoolean();
    }

    /** The events that have not been taken, if there are any. */
    List<String> undelivered() {
        int events = undelivered.size() + delivering.get() + practice.pendingDeliveries();
        return events == 0 ? List.of() : List.of(events + " events not delivered");
    }

    /** Starts the bot's process; returns when it answers. */
    void start(Path policy, String state) throws IOException {
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChaosHost.class.getName(),
                        practice.endpoint().toString(),
                        policy.toString(),
                        state)
                .redirectErrorStream(true)
                .start();
        process = started;
        bot.set(address(started));
    }

    /** Reads on for as long as it runs, for it would stop at a full pipe. */
    private static URI address(Process process) {
        CompletableFuture<URI> listening = new CompletableFuture<>();
        Queue<String> said = new ConcurrentLinkedQueue<>();
        Thread reader = new Thread(() -> {
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                output.lines().forEach(line -> {
                    log(line);
                    if (line.startsWith(ChaosHost.LISTENING)) {
                        listening.complete(URI.create(line.substring(ChaosHost.LISTENING.length())));
                    } else if (!listening.isDone()) {
                        said.add(line);
                    }
                });
            } catch (IOException | UncheckedIOException e) {
                said.add(e.toString());
            }
            listening.completeExceptionally(new IllegalStateException("the bot ended: " + said));
        });
        reader.setDaemon(true);
        reader.start();
        return listening.orTimeout(120, TimeUnit.SECONDS).join();
    }

    /** Into the file that {@code -Dchaos.log=FILE} names. */
    private static void log(String line) {
        String file = System.getProperty("chaos.log");
        if (file != null) {
            try {
                Files.writeString(Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** SIGKILL, in the middle of whatever it does. */
    void kill() {
        bot.set(null);
        Process killed = Objects.requireNonNull(process);
        killed.destroyForcibly();
        killed.onExit().join();
    }

    void housekeeping() throws InterruptedException {
        URI address = Objects.requireNonNull(bot.get());
        post(address.resolve("/admin/functions/Housekeeping"), "{}");
    }

    /** What the API says, read as a viewer. */
    JsonNode api(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        Objects.requireNonNull(bot.get()).resolve("/api/v1" + path))
                .header("x-practice-person", "vera")
                .timeout(Duration.ofSeconds(20))
                .build();
        return json.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        deliverers.forEach(Thread::interrupt);
        practice.close();
    }
}
