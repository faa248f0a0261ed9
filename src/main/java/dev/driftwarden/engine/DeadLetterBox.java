package dev.driftwarden.engine;

import dev.driftwarden.store.DeadLetters;
import dev.driftwarden.store.DeadLetters.Letter;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back what Event Grid could not deliver. A letter is deleted when its events are received: those that cannot be used are set
 * aside by then. A crash between the two receives them twice, which is safe.
 */
public final class DeadLetterBox {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterBox.class);

    /** Letters read in one run of Housekeeping. */
    private static final int BATCH = 500;

    /** As long as the longest payload that is parsed. */
    private static final long LARGEST_BYTES = 16L << 20;

    private final Desk desk;
    private final DeadLetters letters;
    private final Consumer<String> receiver;

    /** @param receiver takes a JSON array of events; throws only when the store fails */
    public DeadLetterBox(Desk desk, DeadLetters letters, Consumer<String> receiver) {
        this.desk = desk;
        this.letters = letters;
        this.receiver = receiver;
    }

    /** Receives the events of the first 500 letters; how many letters that were. */
    public int empty() {
        int received = 0;
        for (Letter letter : letters.list(BATCH)) {
            received += take(letter) ? 1 : 0;
        }
        if (received > 0) {
            LOG.warn("dead letters received again letters={}", received);
        }
        return received;
    }

    private boolean take(Letter letter) {
        if (letter.bytes() > LARGEST_BYTES) {
            desk.rejections()
                    .record(
                            "dead-letter",
                            "The dead letter has " + letter.bytes() + " bytes, more than is read; look at the blob.",
                            letter.name());
            return false;
        }
        return letters.read(letter.name())
                .map(text -> {
                    receiver.accept(text);
                    return letters.delete(letter.name());
                })
                .orElse(false);
    }
}
