package dev.driftwarden.cli;

import dev.driftwarden.sweep.Traversal.Progress;
import java.time.Duration;
import java.time.Instant;

/** Shows on standard error how far a scan is: one line that renews itself on a terminal, else a line every ten seconds. */
final class ScanProgress {
    private static final int WIDTH = 30;
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    private final Shell shell;
    private final boolean terminal;
    private Instant shown;

    ScanProgress(Shell shell, boolean terminal) {
        this.shell = shell;
        this.terminal = terminal;
        this.shown = shell.clock().instant();
    }

    void show(Progress progress) {
        Instant now = shell.clock().instant();
        if (now.isBefore(shown.plus(terminal ? ON_TERMINAL : ELSEWHERE))) {
            return;
        }
        shown = now;
        shell.err().print(terminal ? "\r" + line(progress) + " " : line(progress) + System.lineSeparator());
        shell.err().flush();
    }

    /** Clears the line for what follows. */
    void end() {
        if (terminal) {
            shell.err().print("\r" + " ".repeat(100) + "\r");
            shell.err().flush();
        }
    }

    /** What is expected counts only what Resource Graph has: with the directory and all that lies below resources there is more. */
    private static String line(Progress progress) {
        long seen = progress.tally().resources();
        long expected = progress.expected();
        int full = expected == 0 ? 0 : (int) Math.min(WIDTH - 1, WIDTH * seen / expected);
        return "[%s%s] %d%s resources, %d failing, %d calls"
                .formatted(
                        "#".repeat(full),
                        ".".repeat(WIDTH - full),
                        seen,
                        seen <= expected ? " of about " + expected : "",
                        progress.tally().failures(),
                        progress.calls());
    }
}
