package dev.driftwarden.store.azure;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.models.QueueErrorCode;
import com.azure.storage.queue.models.QueueMessageItem;
import com.azure.storage.queue.models.QueueStorageException;
import dev.driftwarden.store.Limits;
import dev.driftwarden.store.WorkQueues;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Messages in storage queues, in base64 as host.json tells the Functions host to read them. The service counts in whole seconds:
 * times are rounded up. The client itself tries again what failed in passing.
 */
final class StorageQueues implements WorkQueues {
    /** Left alone, a message that nobody takes would vanish after seven days. */
    private static final Duration FOREVER = Duration.ofSeconds(-1);

    private final QueueServiceClient service;
    private final Map<String, QueueClient> clients = new ConcurrentHashMap<>();

    StorageQueues(QueueServiceClient service) {
        this.service = service;
    }

    private QueueClient client(String queue) {
        Limits.checkQueue(queue);
        return clients.computeIfAbsent(queue, service::getQueueClient);
    }

    @Override
    public void send(String queue, String body, Duration delay) {
        Limits.checkMessage(body);
        Limits.checkDelay(delay);
        QueueClient client = client(queue);
        try {
            send(client, body, delay);
        } catch (RuntimeException e) {
            if (!isMissing(e)) {
                throw Faults.failed("sending to queue " + queue, e);
            }
            Tables.tried("creating queue " + queue, client::createIfNotExists);
            Tables.tried("sending to queue " + queue, () -> send(client, body, delay));
        }
    }

    private static boolean send(QueueClient client, String body, Duration delay) {
        client.sendMessageWithResponse(MessageText.encode(body), seconds(delay), FOREVER, null, Context.NONE);
        return true;
    }

    @Override
    public List<Delivery> receive(String queue, int max, Duration visibility) {
        Limits.checkReceive(max, visibility);
        QueueClient client = client(queue);
        try {
            return client.receiveMessages(max, seconds(visibility), null, Context.NONE).stream()
                    .map(item -> delivery(queue, item))
                    .toList();
        } catch (RuntimeException e) {
            if (isMissing(e)) {
                return List.of();
            }
            throw Faults.failed("receiving from queue " + queue, e);
        }
    }

    private static Delivery delivery(String queue, QueueMessageItem item) {
        String text = item.getBody() == null ? "" : item.getBody().toString();
        int attempts = (int) Math.min(Integer.MAX_VALUE, item.getDequeueCount());
        return new Delivery(queue, item.getMessageId(), item.getPopReceipt(), MessageText.decode(text), attempts);
    }

    @Override
    public boolean complete(Delivery delivery) {
        QueueClient client = client(delivery.queue());
        return unlessTaken(
                "completing a message of " + delivery.queue(),
                () -> client.deleteMessageWithResponse(delivery.id(), delivery.receipt(), null, Context.NONE));
    }

    @Override
    public Optional<Delivery> extend(Delivery delivery, Duration visibility) {
        Limits.checkReceive(1, visibility);
        QueueClient client = client(delivery.queue());
        String text = MessageText.encode(delivery.body());
        List<Delivery> extended = new ArrayList<>();
        boolean mine = unlessTaken("extending a message of " + delivery.queue(), () -> {
            String receipt = client.updateMessage(delivery.id(), delivery.receipt(), text, seconds(visibility))
                    .getPopReceipt();
            extended.add(new Delivery(delivery.queue(), delivery.id(), receipt, delivery.body(), delivery.attempts()));
        });
        return mine ? extended.stream().findFirst() : Optional.empty();
    }

    @Override
    public boolean release(Delivery delivery, Duration delay) {
        Limits.checkDelay(delay);
        QueueClient client = client(delivery.queue());
        String text = MessageText.encode(delivery.body());
        return unlessTaken(
                "releasing a message of " + delivery.queue(),
                () -> client.updateMessage(delivery.id(), delivery.receipt(), text, seconds(delay)));
    }

    private static boolean unlessTaken(String doing, Runnable call) {
        try {
            call.run();
            return true;
        } catch (RuntimeException e) {
            if (isMissing(e) || isTaken(e)) {
                return false;
            }
            throw Faults.failed(doing, e);
        }
    }

    /** The service tells when a message was sent, not when it became due. */
    @Override
    public Optional<Instant> oldestDue(String queue) {
        QueueClient client = client(queue);
        try {
            return client.peekMessages(1, null, Context.NONE).stream()
                    .map(item -> item.getInsertionTime().toInstant())
                    .findFirst();
        } catch (RuntimeException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw Faults.failed("looking into queue " + queue, e);
        }
    }

    @Override
    public long depth(String queue) {
        QueueClient client = client(queue);
        try {
            return client.getProperties().getApproximateMessagesCountLong();
        } catch (RuntimeException e) {
            if (isMissing(e)) {
                return 0;
            }
            throw Faults.failed("counting queue " + queue, e);
        }
    }

    private static boolean isMissing(RuntimeException fault) {
        return fault instanceof QueueStorageException answered
                && QueueErrorCode.QUEUE_NOT_FOUND.equals(answered.getErrorCode());
    }

    private static boolean isTaken(RuntimeException fault) {
        return fault instanceof QueueStorageException answered
                && (QueueErrorCode.MESSAGE_NOT_FOUND.equals(answered.getErrorCode())
                        || QueueErrorCode.POP_RECEIPT_MISMATCH.equals(answered.getErrorCode()));
    }

    private static Duration seconds(Duration time) {
        return Duration.ofSeconds(time.plusNanos(999_999_999).toSeconds());
    }
}
