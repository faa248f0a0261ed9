package dev.driftwarden.store;

import java.util.Optional;

/** Large immutable texts: before-states, payloads. */
public interface Bodies {

    /** Stores a text under a path of lower-case letters, digits, {@code - _ . /}; an existing one is kept as it is. */
    void put(String path, String text);

    Optional<String> get(String path);

    /** True when there was one. */
    boolean delete(String path);
}
