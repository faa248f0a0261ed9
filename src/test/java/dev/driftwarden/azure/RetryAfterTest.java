package dev.driftwarden.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 17, PT17S",
        "Retry-After, ' 0 ', PT0S",
        "Retry-After, 'Thu, 1 Oct 2026 12:01:30 GMT', PT1M30S",
        "Retry-After, 'Thu, 1 Oct 2026 11:00:00 GMT', PT0S",
        "Retry-After, 999999999, PT24H",
        "retry-after-ms, 250, PT0.25S",
        "x-ms-retry-after-ms, 1500, PT1.5S",
        "Retry-After, soon,",
        "Retry-After, -5,",
        "Retry-After, 99999999999999999999,",
        "Other, 5,",
    })
    void readsEveryForm(String header, String value, Duration expected) {
        HttpHeaders headers = new HttpHeaders().set(HttpHeaderName.fromString(header), value);

        assertThat(RetryAfter.of(headers, NOW)).isEqualTo(expected);
    }
}
