package dev.driftwarden.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

/** Starts a practice Azure. */
@FunctionalInterface
public interface PracticeStarter {

    /**
     * @param port 0 for any free one
     * @param stateFile keeps the estate over restarts
     */
    Running start(int port, Path stateFile, Clock clock);

    /** A practice Azure that answers. */
    interface Running extends AutoCloseable {

        /** Its address, without a trailing slash. */
        URI endpoint();

        /** Posts every Event Grid delivery to this address. */
        void deliverTo(URI webhook);

        @Override
        void close();
    }
}
