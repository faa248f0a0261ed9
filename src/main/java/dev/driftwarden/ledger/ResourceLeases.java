package dev.driftwarden.ledger;

import dev.driftwarden.resource.ResourceId;
import java.util.Optional;

/** One write in flight per resource: whoever holds the lease may write. */
public interface ResourceLeases {

    /** The lease, or empty when somebody else holds it. It ends by itself after a few minutes. */
    Optional<Taken> take(ResourceId resource);

    /** A lease that is held. */
    interface Taken extends AutoCloseable {
        /**
         * Holds it for its whole length from now on. To be asked before each write: a holder that was kept waiting may have lost it.
         *
         * @return false when somebody else has taken it over, who may be writing now
         */
        boolean renew();

        /** Gives it back; does nothing when it has run out. */
        @Override
        void close();
    }
}
