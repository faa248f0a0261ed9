package dev.driftwarden.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heap of {@code ./driftwarden local} with the sample estate after a minute of drift, with the launcher's flags: what is in use
 * at its end, before and after a collection.
 */
final class LocalHeap implements Benchmark {
    private static final Pattern HEALTH = Pattern.compile("\"practiceAzure\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Duration RUN = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public void run(Report report) throws Exception {
        Path folder = Files.createTempDirectory("driftwarden-heap");
        int port = freePort();
        Process process = start(folder, port);
        try {
            URI practice = practice(port);
            drift(practice);
            report.add("heap in use, local mode", heap(process) + " MB", "200 MB");
            jcmd(process, "GC.run");
            report.add("heap in use, local mode, after a collection", heap(process) + " MB", "");
            report.add("memory of the process, local mode", resident(process) + " MB", "");
        } finally {
            process.destroy();
            process.waitFor();
        }
        TemporaryFolder.delete(folder);
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Process start(Path folder, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(Machine.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-Xshare:auto", "-Xmx200m", "-cp", StagedApp.classPath(), "dev.driftwarden.cli.Main"));
        command.addAll(List.of("local", "--port", String.valueOf(port), "--practice-port", "0", "--data", folder.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private URI practice(int port) throws InterruptedException {
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/health"))
                .build();
        for (int attempt = 0; attempt < 300; attempt++) {
            try {
                Matcher found = HEALTH.matcher(
                        http.send(health, HttpResponse.BodyHandlers.ofString()).body());
                if (found.find()) {
                    return URI.create(found.group(1));
                }
            } catch (IOException notYet) {
                // It is still starting.
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("local mode did not start within a minute");
    }

    /** Writes to the estate all the time: each is an event, a look, a decision. */
    private void drift(URI practice) throws IOException, InterruptedException {
        long end = System.nanoTime() + RUN.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            String body = "{\"properties\":{\"allowBlobPublicAccess\":" + (i % 2 == 0) + "}}";
            HttpRequest write = HttpRequest.newBuilder(
                            URI.create(practice + Estate.STORAGE_ACCOUNT + "?api-version=2023-05-01"))
                    .header("Content-Type", "application/json")
                    .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
                    .build();
            http.send(write, HttpResponse.BodyHandlers.discarding());
            Thread.sleep(250);
        }
    }

    private static long heap(Process process) throws IOException, InterruptedException {
        Matcher used = USED.matcher(jcmd(process, "GC.heap_info"));
        long kilobytes = 0;
        for (int generation = 0; generation < 2 && used.find(); generation++) {
            kilobytes += Long.parseLong(used.group(1));
        }
        return kilobytes / 1024;
    }

    private static String jcmd(Process process, String command) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process jcmd = new ProcessBuilder(tool, String.valueOf(process.pid()), command).start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(jcmd.getInputStream(), StandardCharsets.UTF_8))) {
            String text = String.join("\n", output.lines().toList());
            jcmd.waitFor();
            return text;
        }
    }

    private static long resident(Process process) throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }
}
