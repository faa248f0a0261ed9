package dev.driftwarden.local;

import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.DeadLetters;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.Store;
import dev.driftwarden.store.WorkQueues;

/** A store whose queues ring. */
record LiveStore(Store store, WakeUps wakeUps) implements Store {

    @Override
    public Records records() {
        return store.records();
    }

    @Override
    public WorkQueues queues() {
        return new LiveQueues(store.queues(), wakeUps);
    }

    @Override
    public Bodies bodies() {
        return store.bodies();
    }

    @Override
    public DeadLetters deadLetters() {
        return store.deadLetters();
    }

    @Override
    public void close() {
        store.close();
    }
}
