package dev.driftwarden.check.pages;

import static dev.driftwarden.check.pages.Markdown.code;
import static dev.driftwarden.check.pages.Markdown.codes;
import static dev.driftwarden.check.pages.Markdown.escaped;
import static dev.driftwarden.check.pages.Markdown.words;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.rule.Mode;
import dev.driftwarden.rule.load.Expression;
import dev.driftwarden.rule.load.ReadSpec;
import dev.driftwarden.rule.load.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page about one rule, for somebody who has just been woken by it. */
final class RulePage {
    private final RuleDefinition rule;
    private final Map<String, Object> readingsOfMissing;
    private final List<CaseLink> cases;
    private final Markdown page = new Markdown();

    RulePage(RuleDefinition rule, Map<String, Object> readingsOfMissing, List<CaseLink> cases) {
        this.rule = rule;
        this.readingsOfMissing = readingsOfMissing;
        this.cases = cases;
    }

    String text() {
        page.heading(1, rule.title());
        page.paragraph(code(rule.id()) + " · " + rule.severity()
                + (rule.grade() == null ? "" : " at most")
                + " · " + mode(rule.mode()));
        page.paragraph(words(rule.message()));
        condition();
        new FixPart(page).write(rule);
        parameters();
        triggers();
        controls();
        cases();
        page.paragraph(RulePages.MARK + " from " + code(rule.place().file()) + "; [all rules](README.md).");
        return page.toString();
    }

    private static String mode(Mode mode) {
        return switch (mode) {
            case OBSERVE -> "only recorded";
            case TICKET -> "at most a ticket";
            case APPROVE -> "fixed after approval";
            case AUTO -> "fixed without asking, where the policy says so";
        };
    }

    private void condition() {
        page.heading(2, "When");
        page.paragraph("Judges " + rule.types().stream().map(this::judged).collect(Collectors.joining(", "))
                + (rule.judgesAbsent() ? "; also when it does not exist" : "") + ". It has drifted when");
        page.block("cel", List.of(rule.fail().text()));
        lets();
        grade(rule.grade());
        if (!rule.applies().isEmpty()) {
            page.paragraph("Skipped unless all of these hold:");
            page.points(rule.applies().stream()
                    .map(condition -> code(condition.when().text()) + " – otherwise: " + words(condition.because()))
                    .toList());
        }
        missing();
        reads();
    }

    private String judged(ResourceType type) {
        String version = rule.apiVersion(type);
        return code(type.name()) + (version.isEmpty() ? "" : " (api-version " + code(version) + ")");
    }

    private void grade(@Nullable Expression grade) {
        if (grade != null) {
            page.paragraph("Its severity is");
            page.block("cel", List.of(grade.text()));
        }
    }

    private void lets() {
        if (!rule.lets().isEmpty()) {
            page.paragraph("where");
            page.block(
                    "cel",
                    rule.lets().entrySet().stream()
                            .map(let -> let.getKey() + " = " + let.getValue().text())
                            .toList());
        }
    }

    private void missing() {
        if (!readingsOfMissing.isEmpty()) {
            page.paragraph("What is missing is read as");
            page.points(readingsOfMissing.entrySet().stream()
                    .map(entry -> code(entry.getKey()) + ": " + code(value(entry.getValue())))
                    .toList());
        }
    }

    private static String value(Object value) {
        return value instanceof String text ? new TextNode(text).toString() : String.valueOf(value);
    }

    private void reads() {
        if (!rule.reads().isEmpty()) {
            page.paragraph("Also read, when needed:");
            page.points(rule.reads().stream().map(RulePage::read).toList());
        }
    }

    private static String read(ReadSpec read) {
        return code(read.name()) + ": " + read.kind().name().toLowerCase(Locale.ROOT) + " "
                + code(BodyText.written(read.target()))
                + (read.forEach() == null
                        ? ""
                        : " for each of " + code(read.forEach().text()))
                + (read.optional() ? " (the verdict stands without it)" : "");
    }

    private void parameters() {
        if (!rule.params().isEmpty()) {
            page.heading(2, "Parameters");
            List<List<String>> rows = new ArrayList<>();
            rule.params()
                    .forEach((name, parameter) -> rows.add(
                            List.of(code(name), code(parameter.initial().toString()), escaped(parameter.about()))));
            page.table(List.of("name", "default", "about"), rows);
        }
    }

    private void triggers() {
        page.heading(2, "Looked at again after");
        page.points(rule.triggers().stream()
                .map(trigger -> code(trigger.operation()))
                .distinct()
                .toList());
    }

    private void controls() {
        if (!rule.controls().isEmpty()) {
            page.heading(2, "Controls");
            List<List<String>> rows = new ArrayList<>();
            new TreeMap<>(rule.controls())
                    .forEach((framework, ids) -> rows.add(List.of(escaped(framework), codes(ids))));
            page.table(List.of("framework", "controls"), rows);
        }
    }

    private void cases() {
        if (!cases.isEmpty()) {
            page.heading(2, "Cases");
            page.points(cases.stream().map(CaseLink::markdown).toList());
        }
    }
}
