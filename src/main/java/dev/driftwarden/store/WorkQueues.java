package dev.driftwarden.store;

import java.time.Duration;
import java.util.List;

/**
 * At-least-once queues of text messages. In Azure the Functions host receives from them; the receiving half is for local runs,
 * housekeeping and tests.
 */
public interface WorkQueues {

    /**
     * @param body at most 40,000 characters
     * @param delay how long the message stays invisible first; zero for none, at most 7 days
     */
    void send(String queue, String body, Duration delay);

    /** Up to {@code max} (1 to 32) messages, each hidden from others for {@code visibility}. Oldest due first. */
    List<Delivery> receive(String queue, int max, Duration visibility);

    /** Removes a received message; false when its visibility had run out and someone else may have it. */
    boolean complete(Delivery delivery);

    /** Makes a received message visible again after {@code delay}; false as with {@link #complete}. */
    boolean release(Delivery delivery, Duration delay);

    /** About how many messages wait, visible or not. */
    long depth(String queue);

    /**
     * @param id of the message
     * @param receipt changes with every receive
     * @param attempts how often it was received, this time included; 1 on the first
     */
    record Delivery(String queue, String id, String receipt, String body, int attempts) {}
}
