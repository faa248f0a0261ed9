package dev.driftwarden.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long a response asks to wait: {@code Retry-After} in seconds or as a date, or Azure's millisecond headers. */
final class RetryAfter {
    private static final HttpHeaderName MILLISECONDS = HttpHeaderName.fromString("retry-after-ms");
    private static final HttpHeaderName X_MILLISECONDS = HttpHeaderName.fromString("x-ms-retry-after-ms");
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** Between zero and a day; null when the response does not say, or not in a form that is known. */
    static @Nullable Duration of(HttpHeaders headers, Instant now) {
        for (HttpHeaderName name : new HttpHeaderName[] {MILLISECONDS, X_MILLISECONDS}) {
            @Nullable Long milliseconds = number(headers.getValue(name));
            if (milliseconds != null) {
                return bounded(Duration.ofMillis(milliseconds));
            }
        }
        @Nullable String value = headers.getValue(HttpHeaderName.RETRY_AFTER);
        @Nullable Long seconds = number(value);
        return seconds == null ? untilDate(value, now) : bounded(Duration.ofSeconds(seconds));
    }

    private static @Nullable Long number(@Nullable String text) {
        return text == null || !text.strip().matches("\\d{1,9}") ? null : Long.valueOf(text.strip());
    }

    private static @Nullable Duration untilDate(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        try {
            Instant then = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return bounded(Duration.between(now, then));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
