package dev.driftwarden.console;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes many reads, kept for a moment for everybody who looks. Two who come at once may both make it.
 *
 * @param <T> what is kept; it says nothing of who looks
 */
final class Recent<T> {
    private final Duration good;
    private volatile @Nullable Kept<T> kept;

    private record Kept<T>(T value, Object basis, Instant madeAt) {}

    /** @param good so long nothing is read that the basis does not tell of */
    Recent(Duration good) {
        this.good = good;
    }

    /**
     * What is kept, or else made now.
     *
     * @param basis when it is another than that of what is kept, that is not used
     */
    T get(Object basis, Instant now, Supplier<T> made) {
        Kept<T> known = kept;
        if (known != null
                && known.basis().equals(basis)
                && !now.isBefore(known.madeAt())
                && now.isBefore(known.madeAt().plus(good))) {
            return known.value();
        }
        T fresh = made.get();
        kept = new Kept<>(fresh, basis, now);
        return fresh;
    }
}
