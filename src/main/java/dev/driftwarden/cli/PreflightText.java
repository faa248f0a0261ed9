package dev.driftwarden.cli;

import dev.driftwarden.check.Screen;
import dev.driftwarden.preflight.Check;
import dev.driftwarden.preflight.Check.Outcome;
import dev.driftwarden.preflight.Report;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A preflight for people: what is wrong comes last, next to the prompt. */
final class PreflightText {
    private final Shell shell;

    PreflightText(Shell shell) {
        this.shell = shell;
    }

    void print(Report report) {
        List<Check> ordered = report.checks().stream()
                .sorted(Comparator.comparing(Check::outcome))
                .toList();
        ordered.forEach(this::print);
        shell.out()
                .println("%d in order, %d to look at, %d unknown, %d failed."
                        .formatted(
                                report.count(Outcome.OK),
                                report.count(Outcome.WARN),
                                report.count(Outcome.UNKNOWN),
                                report.count(Outcome.FAIL)));
    }

    private void print(Check check) {
        shell.out().println(mark(check.outcome()) + " " + Screen.plain(check.area() + "  " + check.place()));
        check.finding().lines().forEach(line -> shell.out().println("         " + Screen.plain(line)));
        if (!check.remedy().isEmpty()) {
            shell.out().println("      -> " + Screen.plain(check.remedy()));
        }
    }

    private String mark(Outcome outcome) {
        String word = "%-8s".formatted(Report.word(outcome).toUpperCase(Locale.ROOT));
        return switch (outcome) {
            case OK -> shell.screen().green(word);
            case WARN, UNKNOWN -> shell.screen().yellow(word);
            case FAIL -> shell.screen().red(word);
        };
    }
}
