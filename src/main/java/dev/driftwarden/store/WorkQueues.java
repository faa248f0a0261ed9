package dev.driftwarden.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * At-least-once queues of text messages; a queue comes to be with its first message, and messages never expire. In Azure the Functions host receives from them; the receiving half is for local runs,
 * housekeeping and tests.
 */
public interface WorkQueues {

    /**
     * @param queue 3 to 63 lower-case letters, digits and single hyphens between them
     * @param body at most 48,000 bytes of UTF-8
     * @param delay how long the message stays invisible first; zero for none, at most 7 days
     */
    void send(String queue, String body, Duration delay);

    /**
     * Up to {@code max} (1 to 32) messages, each hidden from others for {@code visibility} (1 second to 7 days). Oldest due first,
     * as far as the storage keeps an order. Messages that others put there come as they are: expect any text.
     */
    List<Delivery> receive(String queue, int max, Duration visibility);

    /** Removes a received message; false when its visibility had run out and it went to someone else or is gone. */
    boolean complete(Delivery delivery);

    /**
     * Hides a received message for {@code visibility} from now, for work that takes longer than was thought. The delivery given is
     * of no use any more; the one returned takes its place. Empty as with {@link #complete}.
     */
    Optional<Delivery> extend(Delivery delivery, Duration visibility);

    /** Makes a received message visible again after {@code delay}, which ends this delivery; false as with {@link #complete}. */
    boolean release(Delivery delivery, Duration delay);

    /**
     * Since when the message that is due first has waited; empty when none is due. Storage that does not know when a message became
     * due says when it was sent.
     */
    Optional<Instant> oldestDue(String queue);

    /** About how many messages wait, visible or not. */
    long depth(String queue);

    /**
     * @param id of the message
     * @param receipt changes with every receive and release
     * @param attempts how often it was received, this time included; 1 on the first
     */
    record Delivery(String queue, String id, String receipt, String body, int attempts) {}
}
