package dev.driftwarden.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {

    @ParameterizedTest
    @CsvSource({
        "0 15 2 * * *,      2026-03-01T02:14:59.5Z, 2026-03-01T02:15:00Z",
        "0 15 2 * * *,      2026-03-01T02:15:00Z,   2026-03-02T02:15:00Z",
        "0 */5 * * * *,     2026-03-01T10:02:03Z,   2026-03-01T10:05:00Z",
        "30 0 0 1 1 *,      2026-03-01T00:00:00Z,   2027-01-01T00:00:30Z",
        "0 0 9-17 * * 1-5,  2026-03-06T17:00:01Z,   2026-03-09T09:00:00Z"
    })
    void findsTheNextTimeInUtc(String expression, Instant now, Instant next) {
        assertThat(CronSchedule.parse(expression).next(now)).contains(next);
    }

    @Test
    void refusesWhatIsNoExpressionOfSixFields() {
        assertThatIllegalArgumentException().isThrownBy(() -> CronSchedule.parse("15 2 * * *"));
    }
}
