package dev.driftwarden.check;

import dev.driftwarden.console.ScanPage;
import dev.driftwarden.rule.Judgement;
import dev.driftwarden.rule.Severity;
import dev.driftwarden.rule.Verdict;
import java.io.Writer;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

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

    @Override
    public void write(CheckedWorld checked, Writer out) {
        ScanPage.write(view(checked), out);
    }

    private ScanPage view(CheckedWorld checked) {
        List<Judgement> failing = of(checked, Verdict.FAIL);
        List<ScanPage.Count> counts = List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW).stream()
                .map(severity -> new ScanPage.Count(
                        severity,
                        failing.stream().filter(j -> j.severity() == severity).count()))
                .toList();
        Coverage coverage = checked.coverage() == null ? CheckedWorld.SEEN : checked.coverage();
        String at = clock.instant().toString().substring(0, 16).replace('T', ' ') + " UTC";
        return new ScanPage(
                at, counts, failing, of(checked, Verdict.ERROR), coverage.tally(), coverage.outcome(), coverage.gaps());
    }

    private static List<Judgement> of(CheckedWorld checked, Verdict verdict) {
        return checked.judgements().stream()
                .filter(judgement -> judgement.verdict() == verdict)
                .sorted(GRAVEST_FIRST)
                .toList();
    }
}
