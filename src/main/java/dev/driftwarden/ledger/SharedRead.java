package dev.driftwarden.ledger;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A read that those who ask at the same time share. The answer is always of a read that began after it was asked for, so nobody is
 * told what was no longer so. While one runs, all who come meanwhile wait for the next.
 *
 * @param <T> the answer
 */
final class SharedRead<T> {
    private final Supplier<T> read;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Round<T> open = new Round<>();

    SharedRead(Supplier<T> read) {
        this.read = read;
    }

    /** A read that has not begun, for those who have asked until then; touched by the holder of the turn only. */
    private static final class Round<T> {
        @Nullable
        T answer;
    }

    /** Reads; when that fails each who asked tries for himself. */
    T get() {
        Round<T> mine = open;
        turn.lock();
        try {
            T answer = mine.answer;
            if (answer == null) {
                open = new Round<>();
                answer = read.get();
                mine.answer = answer;
            }
            return answer;
        } finally {
            turn.unlock();
        }
    }
}
