package dev.driftwarden.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.practice.PracticeAzure;
import dev.driftwarden.practice.PracticeOptions;
import dev.driftwarden.resource.ResourceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A practice Azure with many storage accounts in a process of its own, so that its processor time is told from the bot's. */
final class PracticeCloud implements AutoCloseable {
    private static final String SAMPLE =
            "/subscriptions/00000000-0000-0000-0000-00000000000a/resourceGroups/rg-docs/providers/Microsoft.Storage/storageAccounts/stcontosodocs01";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI address;

    private PracticeCloud(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * @param cores where it runs, as taskset wants it; empty for where this process runs
     */
    static PracticeCloud start(int drifted, int passing, String cores) throws IOException {
        List<String> command = new ArrayList<>(Machine.onCores(cores));
        command.addAll(List.of(Machine.java(), "-XX:+UseSerialGC", "-Xmx512m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(PracticeCloud.class.getName(), drifted + "", passing + ""));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        String port = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (port == null) {
            throw new IllegalStateException("the practice Azure ended early");
        }
        return new PracticeCloud(process, URI.create("http://127.0.0.1:" + port));
    }

    /** Arguments: how many accounts fail one rule, how many fail none. Prints its port. */
    public static void main(String[] arguments) throws InterruptedException {
        PracticeAzure practice = PracticeAzure.start(PracticeOptions.defaults());
        JsonNode sample = practice.get(ResourceId.parse(SAMPLE)).orElseThrow();
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            ObjectNode account = named(sample, drifted(i));
            ((ObjectNode) account.path("properties")).put("supportsHttpsTrafficOnly", false);
            practice.put(account);
        }
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            practice.put(named(sample, passing(i)));
        }
        System.out.println(practice.endpoint().getPort());
        System.out.flush();
        Thread.currentThread().join();
    }

    private static ObjectNode named(JsonNode sample, String id) {
        return sample.<ObjectNode>deepCopy().put("id", id).put("name", id.substring(id.lastIndexOf('/') + 1));
    }

    static String drifted(int number) {
        return SAMPLE.replace("stcontosodocs01", "drift%06d".formatted(number));
    }

    static String passing(int number) {
        return SAMPLE.replace("stcontosodocs01", "pass%06d".formatted(number));
    }

    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** How many calls it has answered. */
    long calls() {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("/practice")).build();
        try {
            String overview = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return Long.parseLong(overview.replaceAll("(?s).*\"calls\"\\s*:\\s*(\\d+).*", "$1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
