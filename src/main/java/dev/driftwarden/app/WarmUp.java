package dev.driftwarden.app;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does beside the start what the first event would otherwise wait for: loads the rule language and the way to Azure, without
 * any call. Nothing depends on it: what it has not done is done when it is needed.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private WarmUp() {}

    static void start(Runnable... preparations) {
        Thread thread = new Thread(() -> List.of(preparations).forEach(WarmUp::tried), "driftwarden-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whoever needs it meets the same fault and reports it. */
    private static void tried(Runnable preparation) {
        try {
            preparation.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("warm-up broke off", e);
        }
    }
}
