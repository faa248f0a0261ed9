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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A sweep of a simulated tenant, by all shipped rules, in a process with 256 MB of heap. The tenant runs in a process of its own, so
 * processor time is the sweep's alone.
 *
 * <p>{@code -Dsweep.sizes=100000,1000000} says how large; a million takes about ten minutes for each of its runs.
 */
final class SweepScale implements Benchmark {
    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public void run(Report report) throws Exception {
        for (String size : System.getProperty("sweep.sizes", "100000").split(",")) {
            int resources = Integer.parseInt(size.strip());
            measure(report, resources, "", 0, 0, /* killed= */ false);
            measure(report, resources, ", 5 % 429 and 1 % 500", 5, 1, /* killed= */ false);
            measure(report, resources, ", killed in the middle", 0, 0, /* killed= */ true);
        }
    }

    private void measure(Report report, int resources, String how, int throttled, int failing, boolean killed)
            throws Exception {
        Path folder = Files.createTempDirectory("driftwarden-sweep");
        Process tenant = java("-Xmx512m", "SimulatedTenant", resources + "", throttled + "", failing + "");
        try {
            URI address = URI.create("http://127.0.0.1:" + firstLine(tenant));
            String state = folder.resolve("state").toString();
            if (killed) {
                Process first = java("-Xmx256m", "SweepProbe", address.toString(), state, resources + "");
                untilHalfway(address, resources);
                first.destroyForcibly().waitFor();
            }
            Process probe = java("-Xmx256m", "SweepProbe", address.toString(), state, resources + "");
            Map<String, String> values = values(firstLine(probe));
            add(report, resources + " resources" + how, values, counts(address), resources);
        } finally {
            tenant.destroyForcibly();
            TemporaryFolder.delete(folder);
        }
    }

    private void untilHalfway(URI address, int resources) throws IOException, InterruptedException {
        while (number(counts(address), "pages") * 2_000 < resources) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static long number(String counts, String name) {
        return Long.parseLong(counts.replaceAll(".*\"" + name + "\":(\\d+).*", "$1"));
    }

    private String counts(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/counts")).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static void add(Report report, String what, Map<String, String> values, String counts, int resources) {
        String name = "sweep of " + what + ": ";
        report.add(name + "outcome, findings exact", values.get("state") + ", " + values.get("exact"), "complete, true");
        report.add(name + "wall from start to end", seconds(values, "whole"), "");
        report.add(name + "own processor time of the last process", seconds(values, "cpu"), "60 s for 100,000");
        report.add(name + "largest heap", values.get("heap") + " MB", "256 MB");
        report.add(name + "pages of Resource Graph", number(counts, "pages") + "", resources / 1_000 + " ideal");
        report.add(name + "reads of single resources", number(counts, "objects") + "", resources / 50 + " drifted");
        report.add(name + "lists and reads of 200 subscriptions and the tenant", number(counts, "others") + "", "");
        report.add(name + "answered 429 or 500", number(counts, "faults") + "", "");
    }

    private static String seconds(Map<String, String> values, String name) {
        return "%.1f s".formatted(Long.parseLong(String.valueOf(values.get(name))) / 1_000.0);
    }

    private static Map<String, String> values(String line) {
        return Arrays.stream(line.split(" "))
                .map(one -> one.split("=", 2))
                .collect(Collectors.toMap(one -> one[0], one -> one[1]));
    }

    private static Process java(String heap, String main, String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Machine.java(), heap, "-XX:+UseSerialGC", "-cp", StagedApp.classPath(), "dev.driftwarden.bench." + main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new IllegalStateException("a process of the benchmark ended early");
        }
        return line;
    }
}
