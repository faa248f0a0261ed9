package dev.driftwarden.store;

/** The three parts of durable state, opened together. */
public interface Store extends AutoCloseable {
    Records records();

    WorkQueues queues();

    Bodies bodies();

    @Override
    void close();
}
