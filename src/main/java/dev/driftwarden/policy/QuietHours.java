package dev.driftwarden.policy;

import dev.driftwarden.rule.Severity;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hours in which a channel stays silent; what comes meanwhile is told as one digest when they end.
 *
 * @param from inclusive; later than {@code to} when the hours span midnight
 * @param to exclusive
 * @param except severities that are told at once all the same
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone, Set<Severity> except) {
    public QuietHours {
        except = Set.copyOf(except);
    }

    /**
     * When the quiet ends that a notice falls into; empty when it may be told now.
     *
     * @param severity null for a notice about the bot as a whole, which is never held back
     */
    public Optional<Instant> end(Instant now, @Nullable Severity severity) {
        if (severity == null || except.contains(severity)) {
            return Optional.empty();
        }
        ZonedDateTime here = now.atZone(zone);
        return covers(here.toLocalTime()) ? Optional.of(next(here)) : Optional.empty();
    }

    private boolean covers(LocalTime time) {
        boolean started = !time.isBefore(from);
        boolean running = time.isBefore(to);
        return from.isBefore(to) ? started && running : started || running;
    }

    private Instant next(ZonedDateTime here) {
        ZonedDateTime end = here.with(to);
        return (end.isAfter(here) ? end : end.plusDays(1)).toInstant();
    }
}
