package dev.driftwarden.app;

import dev.driftwarden.engine.Bot;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one app of this process, built at the first call that needs it. A failure is logged and thrown, and the next call tries
 * again: a storage account that is not reachable yet must not need a restart.
 *
 * <p>An {@link Error} is turned into an exception, because the Functions worker answers nothing at all to an invocation that
 * ends in one.
 */
public final class AppHolder {
    private static final AppHolder SHARED = new AppHolder(Assembly::fromEnvironment);

    private final Supplier<App> factory;
    private volatile @Nullable App app;

    AppHolder(Supplier<App> factory) {
        this.factory = factory;
    }

    /** The app of this process. */
    public static App app() {
        return SHARED.get();
    }

    /** The bot of this process's app. */
    public static Bot bot() {
        return app().bot();
    }

    App get() {
        App built = app;
        return built == null ? build() : built;
    }

    private synchronized App build() {
        App built = app;
        if (built != null) {
            return built;
        }
        try {
            App fresh = factory.get();
            app = fresh;
            return fresh;
        } catch (Throwable failure) {
            throw reported(failure);
        }
    }

    private static IllegalStateException reported(Throwable failure) {
        String message = "Driftwarden cannot start; the next call tries again. " + reason(failure);
        Logger logger = Logger.getLogger("dev.driftwarden.app");
        if (failure instanceof SettingsException) {
            logger.severe(message);
        } else {
            logger.log(Level.SEVERE, message, failure);
        }
        return new IllegalStateException(message, failure);
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
