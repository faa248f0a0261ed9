package dev.driftwarden.check;

import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import java.io.Writer;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A page to read or print, complete in one file, without scripts. */
public final class HtmlReport implements Report {
    private static final Comparator<Judgement> GRAVEST_FIRST = Comparator.comparing(Judgement::verdict)
            .thenComparing(Judgement::severity)
            .reversed()
            .thenComparing(judgement -> judgement.rule().id());

    private final Clock clock;

    public HtmlReport(Clock clock) {
        this.clock = clock;
    }

    /**
     * What the page shows.
     *
     * @param counts how many fail, by severity, gravest first
     */
    public record View(
            String at, List<Count> counts, List<Judgement> failing, List<Judgement> unknown, Coverage coverage) {
        public View {
            counts = List.copyOf(counts);
            failing = List.copyOf(failing);
            unknown = List.copyOf(unknown);
        }
    }

    /** How many there are of one severity. */
    public record Count(Severity severity, long count) {}

    @Override
    public void write(CheckedWorld checked, Writer out) {
        TemplateEngine engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.driftwarden.console.templates");
        engine.render("report.jte", Map.of("view", view(checked)), new WriterOutput(out));
    }

    private View view(CheckedWorld checked) {
        List<Judgement> failing = of(checked, Verdict.FAIL);
        List<Count> counts = List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW).stream()
                .map(severity -> new Count(
                        severity,
                        failing.stream().filter(j -> j.severity() == severity).count()))
                .toList();
        Coverage coverage = checked.coverage() == null ? CheckedWorld.SEEN : checked.coverage();
        String at = clock.instant().toString().substring(0, 16).replace('T', ' ') + " UTC";
        return new View(at, counts, failing, of(checked, Verdict.ERROR), coverage);
    }

    private static List<Judgement> of(CheckedWorld checked, Verdict verdict) {
        return checked.judgements().stream()
                .filter(judgement -> judgement.verdict() == verdict)
                .sorted(GRAVEST_FIRST)
                .toList();
    }
}
