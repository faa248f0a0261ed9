package dev.driftwarden.store;

import java.util.List;
import java.util.Optional;

/** Events that Event Grid gave up delivering and put aside as blobs, each a JSON array of events. */
public interface DeadLetters {
    /** There are none: local runs get their events without Event Grid. */
    DeadLetters NONE = new DeadLetters() {
        @Override
        public List<Letter> list(int limit) {
            return List.of();
        }

        @Override
        public Optional<String> read(String name) {
            return Optional.empty();
        }

        @Override
        public boolean delete(String name) {
            return false;
        }
    };

    /**
     * One blob.
     *
     * @param name as the storage has it; chosen by others
     * @param bytes its length
     */
    record Letter(String name, long bytes) {}

    /** The first {@code limit} (1 to 1,000) of them, by name. */
    List<Letter> list(int limit);

    /** Its text; empty when it is gone. */
    Optional<String> read(String name);

    /** True when it was there. */
    boolean delete(String name);
}
