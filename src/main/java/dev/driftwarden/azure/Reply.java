package dev.driftwarden.azure;

import dev.driftwarden.world.Unreadable;
import java.util.function.Function;

/** What came of one request. */
sealed interface Reply {

    /** An answer came, good or bad. */
    record Arrived(Answer answer) implements Reply {}

    /** No usable answer came; of a write nobody knows whether it happened. */
    record Lost(Unreadable why) implements Reply {}

    default <T> T match(Function<Answer, T> arrived, Function<Unreadable, T> lost) {
        return this instanceof Arrived a ? arrived.apply(a.answer()) : lost.apply(((Lost) this).why());
    }
}
