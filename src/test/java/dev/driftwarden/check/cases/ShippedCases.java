package dev.driftwarden.check.cases;

import dev.driftwarden.rule.Rules;
import dev.driftwarden.rule.book.RuleBook;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** The shipped rules and the folder of their cases. */
final class ShippedCases {
    static final Path FOLDER = Path.of("cases");

    private ShippedCases() {}

    static Rules rules() {
        Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
        return RuleBook.shipped(clock, Map.of());
    }
}
