package dev.driftwarden.console;

import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.site.Parameters;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which rules are listed. The address holds it.
 *
 * @param q looked for in id, title, type and controls; empty for all
 * @param service empty for all
 * @param mode the furthest that the author allows; empty for all
 */
public record RuleFilter(String q, String service, String mode) {
    static final Set<String> PARAMETERS = Set.of("q", "service", "mode");
    static final List<String> MODES =
            Arrays.stream(Mode.values()).map(Mode::toString).toList();

    static RuleFilter read(Parameters parameters, List<String> services) {
        return new RuleFilter(
                parameters.text("q"), parameters.oneOf("service", services, ""), parameters.oneOf("mode", MODES, ""));
    }

    boolean takes(RuleInfo rule) {
        return (service.isEmpty() || service.equals(rule.service()))
                && (mode.isEmpty() || mode.equals(rule.mode().toString()))
                && speaksOf(rule, q.toLowerCase(Locale.ROOT));
    }

    private static boolean speaksOf(RuleInfo rule, String wanted) {
        Stream<String> controls = rule.controls().values().stream().flatMap(Collection::stream);
        return Stream.concat(Stream.of(rule.id(), rule.title(), rule.type().name()), controls)
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
