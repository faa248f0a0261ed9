package dev.driftwarden.local;

import dev.driftwarden.store.WorkQueues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Queues that ring when a message is sent or given back. */
record LiveQueues(WorkQueues queues, WakeUps wakeUps) implements WorkQueues {

    @Override
    public void send(String queue, String body, Duration delay) {
        queues.send(queue, body, delay);
        wakeUps.dueIn(queue, delay);
    }

    @Override
    public List<Delivery> receive(String queue, int max, Duration visibility) {
        return queues.receive(queue, max, visibility);
    }

    @Override
    public boolean complete(Delivery delivery) {
        return queues.complete(delivery);
    }

    @Override
    public Optional<Delivery> extend(Delivery delivery, Duration visibility) {
        return queues.extend(delivery, visibility);
    }

    @Override
    public Optional<Instant> oldestDue(String queue) {
        return queues.oldestDue(queue);
    }

    @Override
    public boolean release(Delivery delivery, Duration delay) {
        boolean released = queues.release(delivery, delay);
        wakeUps.dueIn(delivery.queue(), delay);
        return released;
    }

    @Override
    public long depth(String queue) {
        return queues.depth(queue);
    }
}
