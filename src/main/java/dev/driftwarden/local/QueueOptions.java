package dev.driftwarden.local;

import java.time.Duration;

/**
 * How queues are worked off; the first three as in host.json.
 *
 * @param batch how many messages are taken at once
 * @param refillAt a new batch is taken when no more than so many messages are being worked on
 * @param attempts after so many failures a message goes to the poison queue
 * @param retryAfter how long a message rests after a failure
 * @param held how long a message stays hidden while a function works on it, renewed until it ends; after a crash it is seen again then
 * @param idle how long to wait before looking again at an empty queue that nobody sent to
 */
record QueueOptions(int batch, int refillAt, int attempts, Duration retryAfter, Duration held, Duration idle) {
    static final QueueOptions DEFAULT =
            new QueueOptions(16, 8, 5, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(2));
}
