package dev.driftwarden.store;

import java.util.Optional;

/** Large immutable texts: before-states, payloads. */
public interface Bodies {

    /**
     * Stores a text; an existing one is kept as it is.
     *
     * @param path 1 to 500 of lower-case letters, digits and {@code - _ .} in segments parted by {@code /}; no segment starts or
     *     ends with a dot
     */
    void put(String path, String text);

    Optional<String> get(String path);

    /** True when there was one. */
    boolean delete(String path);
}
