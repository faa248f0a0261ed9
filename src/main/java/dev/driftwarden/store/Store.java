package dev.driftwarden.store;

/** The three parts of durable state, opened together. */
public interface Store extends AutoCloseable {
    Records records();

    WorkQueues queues();

    Bodies bodies();

    /** What Event Grid could not deliver; none where no Event Grid is. */
    default DeadLetters deadLetters() {
        return DeadLetters.NONE;
    }

    @Override
    void close();
}
