package dev.driftwarden.app;

import dev.driftwarden.store.azure.StorageSettings;
import java.nio.file.Path;
import java.util.function.Function;

/** Where the bot keeps its state. */
public sealed interface StateSettings {

    /** Azure Storage, or Azurite. */
    record InAzure(StorageSettings storage) implements StateSettings {}

    /** The embedded database of local runs, in a file of its own. */
    record Embedded(Path file) implements StateSettings {}

    /** Calls the one function that fits. */
    default <T> T match(Function<InAzure, T> inAzure, Function<Embedded, T> embedded) {
        return this instanceof InAzure azure ? inAzure.apply(azure) : embedded.apply((Embedded) this);
    }
}
