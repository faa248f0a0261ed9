package dev.driftwarden.store.azure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A running storage emulator: real wire, real SDK, on free loopback ports. */
public final class Azurite implements AutoCloseable {
    private static final String ACCOUNT = "devstoreaccount1";

    /** The emulator's one key, the same everywhere and public. */
    private static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static final Pattern LISTENING = Pattern.compile(
            "Azurite (Blob|Queue|Table) service is successfully listening at http://127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final Map<String, Integer> ports;

    private Azurite(Process process, Map<String, Integer> ports) {
        this.process = process;
        this.ports = ports;
    }

    /** The executable: named by the environment, or installed below this repository, or on the path. */
    public static Optional<Path> executable() {
        Stream<Path> named = Stream.ofNullable(System.getenv("AZURITE")).map(Path::of);
        Stream<Path> installed = Stream.of("src/test/npm/node_modules/.bin/azurite", "node_modules/.bin/azurite")
                .map(Path::of);
        Stream<Path> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "azurite"));
        return Stream.of(named, installed, onPath)
                .flatMap(paths -> paths)
                .filter(Files::isExecutable)
                .map(Path::toAbsolutePath)
                .findFirst();
    }

    /** Starts one that keeps everything in memory. */
    public static Azurite inMemory() {
        return start(List.of("--inMemoryPersistence"), Map.of());
    }

    /** Starts one that keeps everything in a folder; give it the ports of the one before to restart it in its place. */
    public static Azurite inFolder(Path folder, @Nullable Azurite inPlaceOf) {
        return start(List.of("--location", folder.toString()), inPlaceOf == null ? Map.of() : inPlaceOf.ports);
    }

    private static Azurite start(List<String> persistence, Map<String, Integer> wanted) {
        List<String> command =
                new ArrayList<>(List.of(executable().orElseThrow().toString(), "--disableTelemetry", "--silent"));
        command.addAll(persistence);
        for (String service : List.of("Blob", "Queue", "Table")) {
            command.add("--" + service.toLowerCase(Locale.ROOT) + "Port");
            command.add(Integer.toString(wanted.getOrDefault(service, 0)));
        }
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Azurite(process, listening(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the ports from its output, and reads on for as long as it runs, for it would stop at a full pipe. */
    private static Map<String, Integer> listening(Process process) {
        Map<String, Integer> ports = new ConcurrentHashMap<>();
        Queue<String> said = new ConcurrentLinkedQueue<>();
        CompletableFuture<Map<String, Integer>> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                output.lines().forEach(line -> {
                    Matcher matcher = LISTENING.matcher(line);
                    if (matcher.find()) {
                        ports.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
                    }
                    if (ports.size() == 3) {
                        ready.complete(ports);
                    } else {
                        said.add(line);
                    }
                });
            } catch (IOException | UncheckedIOException e) {
                said.add(e.toString());
            }
            ready.completeExceptionally(new IllegalStateException("Azurite ended: " + said));
        });
        reader.setDaemon(true);
        reader.start();
        try {
            return ready.orTimeout(60, TimeUnit.SECONDS).join();
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw new IllegalStateException("Azurite did not start: " + said, e);
        }
    }

    public String connectionString() {
        return connectionString(blobPort(), queuePort(), tablePort());
    }

    /** As if the services listened elsewhere: for something that stands between. */
    public static String connectionString(int blobPort, int queuePort, int tablePort) {
        String host = "Endpoint=http://127.0.0.1:";
        return "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + KEY
                + ";Blob" + host + blobPort + "/" + ACCOUNT
                + ";Queue" + host + queuePort + "/" + ACCOUNT
                + ";Table" + host + tablePort + "/" + ACCOUNT + ";";
    }

    public int tablePort() {
        return port("Table");
    }

    public int queuePort() {
        return port("Queue");
    }

    public int blobPort() {
        return port("Blob");
    }

    private int port(String service) {
        return Objects.requireNonNull(ports.get(service));
    }

    /** Lets it write what it holds to its folder, then ends it. */
    public void stop() {
        // Through the handle: the process object would close its output as well, and it ends without saving when it
        // cannot write there.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Azurite does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once, as a power failure would. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
