package dev.driftwarden.app;

import dev.driftwarden.engine.Bot;
import dev.driftwarden.store.Store;
import java.time.Clock;

/** Makes a bot over a store. */
@FunctionalInterface
public interface BotFactory {
    Bot create(Settings settings, Store store, Clock clock);
}
