package dev.driftwarden.azure;

import com.azure.core.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes an answer whose body stops coming, which ends the read that waits for more of it. The HTTP client's own way hands each read to
 * another thread.
 */
final class BodyWatch implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final HttpResponse response;
    private final Duration patience;
    private volatile long heardAt = System.nanoTime();
    private volatile boolean over;
    private volatile boolean silent;
    private volatile @Nullable ScheduledFuture<?> check;

    /** @param patience how long nothing may come */
    BodyWatch(HttpResponse response, Duration patience) {
        this.response = response;
        this.patience = patience;
        checkIn(patience.toNanos());
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "driftwarden-body-watch");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private void checkIn(long nanos) {
        check = TIMER.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
    }

    private void check() {
        long left = patience.toNanos() - (System.nanoTime() - heardAt);
        if (over) {
            return;
        }
        if (left > 0) {
            checkIn(left);
        } else {
            silent = true;
            response.close();
        }
    }

    /** A part has come. */
    void heard() {
        heardAt = System.nanoTime();
    }

    /** Whether it was closed because nothing came. */
    boolean silent() {
        return silent;
    }

    @Override
    public void close() {
        over = true;
        ScheduledFuture<?> last = check;
        if (last != null) {
            last.cancel(false);
        }
    }
}
