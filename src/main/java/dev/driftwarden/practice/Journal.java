package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Every successful ARM write: passed on as an Event Grid event, and kept for the activity log. */
final class Journal {
    private static final int KEPT = 2_000;

    private final EventFactory events;
    private final Consumer<ObjectNode> outbox;
    private final Runnable changed;
    private final Deque<ObjectNode> recent = new ArrayDeque<>();

    /**
     * @param outbox takes each event of a write inside a subscription; writes above subscriptions raise none, as in Azure
     * @param changed told after each write
     */
    Journal(EventFactory events, Consumer<ObjectNode> outbox, Runnable changed) {
        this.events = events;
        this.outbox = outbox;
        this.changed = changed;
    }

    void written(ArmWrite write) {
        ObjectNode event = events.of(write);
        synchronized (recent) {
            recent.addLast(event);
            if (recent.size() > KEPT) {
                recent.removeFirst();
            }
        }
        if (write.target().subscriptionId().isPresent()) {
            outbox.accept(event);
        }
        changed.run();
    }

    /** The latest events, newest first. */
    List<JsonNode> recent() {
        synchronized (recent) {
            List<JsonNode> newestFirst = new ArrayList<>(recent);
            Collections.reverse(newestFirst);
            return newestFirst;
        }
    }

    void clear() {
        synchronized (recent) {
            recent.clear();
        }
    }
}
