package dev.driftwarden.app;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is made when it is first needed. */
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> factory;
    private @Nullable T made;

    Lazy(Supplier<T> factory) {
        this.factory = factory;
    }

    @Override
    public synchronized T get() {
        T ready = made == null ? factory.get() : made;
        made = ready;
        return ready;
    }
}
