package dev.driftwarden.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** The deployable function app as the build staged it. */
final class StagedApp {
    private static final Path TARGET = Path.of("target");
    static final Path FOLDER = Path.of(System.getProperty("bench.app", TARGET.resolve("azure-functions").resolve("driftwarden").toString()));

    /** With which the Functions host starts its Java worker. */
    static final List<String> WORKER_FLAGS = List.of(
            "-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1", "-noverify", "-Djava.net.preferIPv4Stack=true");

    private StagedApp() {}

    /** The app, what the Functions host adds, and last the measuring classes. */
    static String classPath() {
        return String.join(
                File.pathSeparator,
                FOLDER.resolve("*").toString(),
                FOLDER.resolve("lib").resolve("*").toString(),
                TARGET.resolve("launcher").resolve("lib").resolve("*").toString(),
                TARGET.resolve("test-classes").toString());
    }
}
