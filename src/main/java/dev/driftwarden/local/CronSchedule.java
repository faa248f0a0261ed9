package dev.driftwarden.local;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** A timer expression as Azure Functions writes it: second, minute, hour, day, month, day of week; in UTC. */
final class CronSchedule {
    private final String expression;
    private final ExecutionTime times;

    private CronSchedule(String expression, ExecutionTime times) {
        this.expression = expression;
        this.times = times;
    }

    /** @throws IllegalArgumentException when it is no expression of six fields */
    static CronSchedule parse(String expression) {
        CronDefinition definition = CronDefinitionBuilder.instanceDefinitionFor(CronType.SPRING);
        return new CronSchedule(expression, ExecutionTime.forCron(new CronParser(definition).parse(expression)));
    }

    /** The first time after {@code now}; empty when there is none. */
    Optional<Instant> next(Instant now) {
        return times.nextExecution(now.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
    }

    @Override
    public String toString() {
        return expression;
    }
}
