package dev.driftwarden.app;

import dev.driftwarden.engine.Bot;
import dev.driftwarden.store.Store;
import java.time.Clock;

/** Puts the bot together. */
public final class Assembly {
    private Assembly() {}

    static App fromEnvironment() {
        Settings settings = Settings.read(System.getenv());
        return assemble(settings, openStore(settings), Clock.systemUTC());
    }

    /** The bot over a store that is already open; closing the app closes the store. */
    public static App assemble(Settings settings, Store store, Clock clock) {
        return new App(settings, store, bot(settings, store, clock));
    }

    private static Store openStore(Settings settings) {
        throw new IllegalStateException("no store adapter for " + settings.storage());
    }

    private static Bot bot(Settings settings, Store store, Clock clock) {
        throw new IllegalStateException("no engine for " + settings + store + clock);
    }
}
