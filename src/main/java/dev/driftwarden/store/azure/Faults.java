package dev.driftwarden.store.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import dev.driftwarden.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;

/** Which failures pass by themselves, and how long to wait for that: at most four tries and some seconds in all. */
final class Faults {
    static final int TRIES = 4;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private Faults() {}

    /** True for a throttled, overloaded or broken service and for a broken or silent wire. */
    static boolean pass(RuntimeException fault) {
        if (fault instanceof HttpResponseException answered && answered.getResponse() != null) {
            int status = answered.getResponse().getStatusCode();
            return status == 408 || status == 429 || status >= 500;
        }
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    static StoreException failed(String doing, RuntimeException fault) {
        return new StoreException("Azure Storage: " + doing + " failed: " + firstLine(fault), fault);
    }

    private static String firstLine(RuntimeException fault) {
        String message = String.valueOf(fault.getMessage());
        return message.lines().findFirst().orElse(message);
    }

    /** Waits before the next try: twice as long each time, with some chance in it so that rivals part. */
    static void pause(int triesDone, RuntimeException fault) {
        long backOff = FIRST_PAUSE.toMillis() << triesDone;
        long asked = Math.max(backOff, retryAfterMillis(fault));
        long pause = Math.min(asked, LONGEST_PAUSE_MILLIS);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(pause - pause / 4, pause + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for Azure Storage", e);
        }
    }

    private static long retryAfterMillis(RuntimeException fault) {
        if (!(fault instanceof HttpResponseException answered) || answered.getResponse() == null) {
            return 0;
        }
        String seconds = answered.getResponse().getHeaders().getValue(HttpHeaderName.RETRY_AFTER);
        return seconds != null && seconds.matches("[0-9]{1,4}") ? Long.parseLong(seconds) * 1_000 : 0;
    }
}
