package dev.driftwarden.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code check} over one world of 10,000 storage accounts, network groups and role assignments: a process on two cores. */
final class Checking implements Benchmark {
    private static final int RESOURCES = 10_000;
    private static final int RUNS = 3;

    @Override
    public void run(Report report) throws Exception {
        Path folder = Files.createTempDirectory("driftwarden-check");
        Path world = folder.resolve("world.json");
        new ObjectMapper().writeValue(world.toFile(), world());
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            times.add(once(world, folder.resolve("report.json").toFile()));
        }
        String size = Numbers.count(Files.size(world) / 1_000_000.0) + " MB";
        TemporaryFolder.delete(folder);
        String what = "check " + Numbers.count(RESOURCES) + " resources (" + size + "), 512 MB heap, two cores";
        report.add(what, Numbers.spread(times) + " ms", "10000 ms");
    }

    private static ArrayNode world() {
        ArrayNode world = new ObjectMapper().createArrayNode();
        List<ResourceId> kinds = List.of(Samples.STORAGE_ACCOUNT, Samples.NETWORK_GROUP, Samples.ROLE_ASSIGNMENT);
        List<ObjectNode> bodies = new ArrayList<>();
        kinds.forEach(id -> bodies.add((ObjectNode) Samples.estate(id)));
        for (int i = 0; i < RESOURCES; i++) {
            ObjectNode body = bodies.get(i % bodies.size()).deepCopy();
            String id = kinds.get(i % kinds.size()).path();
            body.put("id", id.substring(0, id.lastIndexOf('/') + 1) + "bench" + i);
            body.put("name", "bench" + i);
            world.add(body);
        }
        return world;
    }

    private static long once(Path world, File output) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Machine.onTwoCores());
        command.addAll(List.of(Machine.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
        command.addAll(List.of("-cp", StagedApp.classPath(), "dev.driftwarden.cli.Main"));
        command.addAll(List.of("check", "--format", "json", world.toString()));
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int exit = process.waitFor();
        if (exit == 2) {
            throw new IOException("check ended with " + exit);
        }
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }
}
