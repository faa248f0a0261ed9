package dev.driftwarden.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * Logging of the command line: warnings and worse, on the standard error, one line each; what the Azure libraries say is told by
 * those who call them. Named by the system property
 * {@code java.util.logging.config.class}, so that it costs nothing until something is logged.
 */
public final class QuietLogs {
    private static final String SETTINGS = """
            handlers=java.util.logging.ConsoleHandler
            .level=WARNING
            java.util.logging.ConsoleHandler.level=WARNING
            java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
            java.util.logging.SimpleFormatter.format=%4$s: %5$s%n
            com.azure.level=OFF
            com.microsoft.aad.level=OFF
            """;

    /** Called by the log manager. */
    public QuietLogs() throws IOException {
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(SETTINGS.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Takes effect when nobody chose another configuration and nothing has been logged yet. */
    static void install() {
        boolean chosen = System.getProperty("java.util.logging.config.file") != null
                || System.getProperty("java.util.logging.config.class") != null;
        if (!chosen) {
            System.setProperty("java.util.logging.config.class", QuietLogs.class.getName());
        }
    }
}
