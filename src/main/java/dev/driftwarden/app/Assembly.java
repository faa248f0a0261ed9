package dev.driftwarden.app;

import dev.driftwarden.engine.Bot;
import dev.driftwarden.store.Store;
import java.time.Clock;
import java.util.ServiceLoader;

/** Puts the bot together. */
public final class Assembly {
    private Assembly() {}

    static App fromEnvironment() {
        Settings settings = Settings.read(System.getenv());
        Clock clock = Clock.systemUTC();
        Store store = OpenStore.of(settings, clock);
        return new App(settings, store, bot(settings, store, clock));
    }

    /** The bot over a store that is open already. */
    public static Bot bot(Settings settings, Store store, Clock clock) {
        return ServiceLoader.load(BotFactory.class, Assembly.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no engine on the class path."))
                .create(settings, store, clock);
    }
}
