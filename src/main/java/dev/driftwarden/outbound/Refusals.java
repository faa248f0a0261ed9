package dev.driftwarden.outbound;

import dev.driftwarden.outbound.OutboundException.Kind;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what an answer that is no success means. */
final class Refusals {
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final int SHOWN = 300;

    private final Clock clock;

    Refusals(Clock clock) {
        this.clock = clock;
    }

    OutboundException of(String host, OutboundReply reply) {
        Duration wait = retryAfter(reply);
        Kind kind = kind(reply, wait);
        return new OutboundException(kind, host + " answered " + reply.status() + excerpt(reply.body()) + ".", wait);
    }

    private static Kind kind(OutboundReply reply, @Nullable Duration wait) {
        return switch (reply.status()) {
            // Some systems say 403 to who asks too often, and then say for how long.
            case 403 -> wait == null ? Kind.REFUSED : Kind.BUSY;
            case 401, 407 -> Kind.REFUSED;
            case 404, 410 -> Kind.GONE;
            case 408, 425, 429 -> Kind.BUSY;
            case 409, 412 -> Kind.CONFLICT;
            // A page to sign in to is what some systems answer to a wrong token.
            default -> reply.status() >= 500 ? Kind.BUSY : reply.status() < 400 ? Kind.REFUSED : Kind.INVALID;
        };
    }

    private @Nullable Duration retryAfter(OutboundReply reply) {
        Optional<Duration> said = reply.header("retry-after").flatMap(this::wait);
        return said.or(() -> reply.header("x-ratelimit-remaining")
                        .filter("0"::equals)
                        .flatMap(none -> reply.header("x-ratelimit-reset"))
                        .flatMap(this::untilEpochSecond))
                .orElse(null);
    }

    private Optional<Duration> wait(String text) {
        if (text.strip().matches("\\d{1,9}")) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text.strip()))));
        }
        try {
            Instant then = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(bounded(Duration.between(clock.instant(), then)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<Duration> untilEpochSecond(String text) {
        return text.strip().matches("\\d{1,11}")
                ? Optional.of(
                        bounded(Duration.between(clock.instant(), Instant.ofEpochSecond(Long.parseLong(text.strip())))))
                : Optional.empty();
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    /** A page says nothing that a log should hold; a short text may say what is wrong. */
    private static String excerpt(String body) {
        String text = body.replaceAll("[\\p{C}\\s]+", " ").strip();
        if (text.isEmpty() || text.startsWith("<")) {
            return "";
        }
        return ": " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
    }
}
