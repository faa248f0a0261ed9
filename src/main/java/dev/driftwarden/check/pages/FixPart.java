package dev.driftwarden.check.pages;

import static dev.driftwarden.check.pages.Markdown.code;
import static dev.driftwarden.check.pages.Markdown.words;

import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.load.Condition;
import dev.driftwarden.rule.load.FixSpec;
import dev.driftwarden.rule.load.FixSpec.Given;
import dev.driftwarden.rule.load.FixSpec.None;
import dev.driftwarden.rule.load.FixSpec.Step;
import dev.driftwarden.rule.load.FixSpec.Undo;
import dev.driftwarden.rule.load.GuardSpec;
import dev.driftwarden.rule.load.GuardSpec.Metric;
import dev.driftwarden.rule.load.RuleDefinition;
import java.util.List;

/** The part of a page about the fix: what is written, what it may break, when it needs care, how it is undone. */
final class FixPart {
    private final Markdown page;

    FixPart(Markdown page) {
        this.page = page;
    }

    void write(RuleDefinition rule) {
        FixSpec fix = rule.fix();
        page.heading(2, fix == null ? "What to do" : "Fix");
        if (fix == null) {
            page.paragraph("There is no fix by the bot; a ticket asks a person.");
            if (rule.ticket() != null) {
                page.paragraph(words(rule.ticket()));
            }
            return;
        }
        fix.steps().forEach(this::step);
        page.paragraph("**May break:** " + words(fix.breaks()));
        undo(fix.undo());
        unless(fix.unless());
        guards(rule.guards());
        if (rule.ticket() != null) {
            page.paragraph("**Where there is no fix:** " + words(rule.ticket()));
        }
    }

    private void step(Step step) {
        page.paragraph(line(step));
        if (step.body() != null) {
            page.block("json", BodyText.lines(step.body()));
        }
    }

    private static String line(Step step) {
        String target = step.target() == null ? "the resource" : code(BodyText.written(step.target()));
        String call = step.action().isEmpty() ? "" : ", action " + code(step.action());
        String version = step.apiVersion().isEmpty() ? "" : " (api-version " + code(step.apiVersion()) + ")";
        String each = step.forEach() == null
                ? ""
                : ", for each of " + code(step.forEach().text());
        String when = step.when() == null ? "" : ", when " + code(step.when().text());
        return "**" + step.method() + "** " + target + call + version + each + when;
    }

    private void undo(Undo undo) {
        String note = undo.note() == null ? "" : " " + words(undo.note());
        if (undo instanceof Given given) {
            page.paragraph("**Undo:**" + (note.isEmpty() ? " by" : note));
            given.steps().forEach(this::step);
        } else if (undo instanceof None) {
            page.paragraph("**Undo:** not possible." + note);
        } else {
            page.paragraph("**Undo:** writes back what was there before." + note);
        }
    }

    private void unless(List<Condition> conditions) {
        if (!conditions.isEmpty()) {
            page.paragraph("**No fix, a ticket instead,** when");
            page.points(conditions.stream().map(FixPart::condition).toList());
        }
    }

    private static String condition(Condition condition) {
        return words(condition.because()) + " " + code(condition.when().text());
    }

    private void guards(List<GuardSpec> guards) {
        if (!guards.isEmpty()) {
            page.paragraph("**More careful** (also when it cannot be found out) when");
            page.points(guards.stream().map(FixPart::guard).toList());
        }
    }

    private static String guard(GuardSpec guard) {
        Metric metric = guard.metric();
        String measured = metric == null ? "" : ", where the value is " + metric(metric);
        return limit(guard.then()) + ": " + condition(guard.condition()) + measured;
    }

    private static String limit(Mode mode) {
        return switch (mode) {
            case APPROVE, AUTO -> "a person approves";
            case TICKET -> "only a ticket";
            case OBSERVE -> "only observed";
        };
    }

    private static String metric(Metric metric) {
        String on = metric.on().isEmpty() ? "" : " of " + code(metric.on());
        String filter = metric.filter().isEmpty() ? "" : " with " + code(metric.filter());
        return "the metric " + code(metric.name()) + on + filter + " over "
                + metric.window().toDays() + " days";
    }
}
