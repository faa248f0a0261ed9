package dev.driftwarden.bench;

import dev.driftwarden.practice.PracticeAzure;
import dev.driftwarden.practice.PracticeOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Cold start: the staged function app in a fresh process with the flags of the Functions worker on two cores, from the first
 * line of our code to the first event decided. The practice Azure runs in this process.
 */
final class ColdStart implements Benchmark {
    private static final int RUNS = 10;

    private final Map<String, List<Long>> phases = new LinkedHashMap<>();

    @Override
    public void run(Report report) throws Exception {
        Path folder = Files.createTempDirectory("driftwarden-cold");
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        try (PracticeAzure practice =
                PracticeAzure.start(PracticeOptions.defaults().withEventDelay(Duration.ZERO))) {
            practice.onEvent(events::add);
            makePublic(practice.endpoint());
            String event = events.poll(10, TimeUnit.SECONDS);
            Path file = Files.writeString(folder.resolve("event.json"), String.valueOf(event));
            one(practice.endpoint(), folder.resolve("warm-up"), file);
            phases.clear();
            for (int i = 0; i < RUNS; i++) {
                one(practice.endpoint(), folder.resolve("state" + i), file);
            }
        }
        TemporaryFolder.delete(folder);
        phases.forEach((name, times) -> report.add("cold start, " + name, Numbers.spread(times) + " ms", bar(name)));
    }

    private static String bar(String phase) {
        return phase.equals("own") ? "2500 ms" : "";
    }

    private static void makePublic(URI practice) throws IOException, InterruptedException {
        HttpRequest write = HttpRequest.newBuilder(
                        URI.create(practice + Estate.STORAGE_ACCOUNT + "?api-version=2023-05-01"))
                .header("Content-Type", "application/json")
                .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString("{\"properties\":{\"allowBlobPublicAccess\":true}}"))
                .build();
        HttpClient.newHttpClient().send(write, HttpResponse.BodyHandlers.discarding());
    }

    private void one(URI practice, Path state, Path event) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Machine.onTwoCores());
        command.add(Machine.java());
        command.addAll(StagedApp.WORKER_FLAGS);
        command.addAll(List.of("-cp", StagedApp.classPath(), ColdProbe.class.getName()));
        command.addAll(List.of(practice.toString(), state.toString(), event.toString()));
        long begun = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String line = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the cold process ended with " + process.exitValue());
        }
        add("whole process", Duration.ofNanos(System.nanoTime() - begun).toMillis());
        for (String phase : line.strip().split(" ", -1)) {
            String[] parts = phase.split("=", -1);
            add(parts[0], Long.parseLong(parts[1]));
        }
    }

    private void add(String phase, long milliseconds) {
        phases.computeIfAbsent(phase, any -> new ArrayList<>()).add(milliseconds);
    }
}
