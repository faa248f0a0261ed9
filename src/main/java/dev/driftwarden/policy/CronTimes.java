package dev.driftwarden.policy;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** For a while from every time that a cron expression of five fields names in a time zone. */
record CronTimes(String expression, ExecutionTime starts, Duration length, ZoneId zone) implements Freeze.Times {

    /** @throws IllegalArgumentException when the expression is none */
    static CronTimes of(String expression, Duration length, ZoneId zone) {
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        return new CronTimes(expression, ExecutionTime.forCron(parser.parse(expression)), length, zone);
    }

    @Override
    public Optional<Instant> until(Instant now) {
        ZonedDateTime nextMinute =
                now.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        return starts.lastExecution(nextMinute)
                .map(start -> start.toInstant().plus(length))
                .filter(now::isBefore);
    }

    @Override
    public String text() {
        return "cron '" + expression + "' " + zone + " for " + length;
    }
}
