package dev.driftwarden.app;

import dev.driftwarden.engine.Bot;
import dev.driftwarden.store.Store;

/** The bot put together, with what must be closed after it. */
public record App(Settings settings, Store store, Bot bot) implements AutoCloseable {

    @Override
    public void close() {
        store.close();
    }
}
