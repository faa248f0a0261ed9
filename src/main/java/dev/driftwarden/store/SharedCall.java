package dev.driftwarden.store;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that those who ask for it at the same time share. What each gets is always of a call that began after he asked: a read
 * tells nobody what was no longer so, and what was written before is part of what is flushed. While one runs, all who come
 * meanwhile wait for the next.
 *
 * @param <T> the answer
 */
public final class SharedCall<T> {
    private final Supplier<T> call;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Round<T> open = new Round<>();

    public SharedCall(Supplier<T> call) {
        this.call = call;
    }

    /** A call that has not begun, for those who have asked until then; touched by the holder of the turn only. */
    private static final class Round<T> {
        @Nullable
        T answer;
    }

    /** Calls, or waits for who does; when that fails each who asked tries for himself. */
    public T get() {
        Round<T> mine = open;
        turn.lock();
        try {
            T answer = mine.answer;
            if (answer == null) {
                open = new Round<>();
                answer = call.get();
                mine.answer = answer;
            }
            return answer;
        } finally {
            turn.unlock();
        }
    }
}
