package dev.driftwarden.console;

import dev.driftwarden.console.Charts.Series;
import dev.driftwarden.console.ReportView.ControlRow;
import dev.driftwarden.console.ReportView.Framework;
import dev.driftwarden.report.Document;
import dev.driftwarden.report.Document.Score;
import dev.driftwarden.report.Document.Summary;
import dev.driftwarden.report.Line;
import dev.driftwarden.report.ReportFormat;
import dev.driftwarden.report.Shelf;
import dev.driftwarden.report.Standing;
import dev.driftwarden.rule.load.Frameworks;
import dev.driftwarden.site.FindingFilter;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.site.Urls;
import dev.driftwarden.web.WebResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reports: how the tenant stands against each framework, night by night and now, to read, print and download. */
final class ReportPages {
    private static final int DAYS = 30;
    private static final int SHOWN_LINES = 500;
    private static final List<String> COLOURS = List.of("fixed", "median", "p95", "ended", "opened");

    private final SiteParts parts;
    private final Replies replies;

    ReportPages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
    }

    Section section() {
        return Section.of("reports", "Reports", 45).page("/reports", this::list).page("/reports/{id}", this::one);
    }

    private WebResponse list(Visit visit) {
        List<Summary> nights = parts.reports().last(DAYS);
        List<Summary> newestFirst = new ArrayList<>(nights);
        Collections.reverse(newestFirst);
        ReportsView view = new ReportsView(trend(nights, visit.now()), newestFirst, FindingFilter.SEVERITIES);
        return replies.page(visit, "reports", "Reports", /* live= */ false, view);
    }

    /** Which share of the covered controls was met, by framework. */
    private static Chart trend(List<Summary> nights, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Map<String, Summary> byDay = nights.stream().collect(Collectors.toMap(Summary::id, Function.identity()));
        List<Series> series = new ArrayList<>();
        for (String framework : Frameworks.names()) {
            List<@Nullable Double> values = new ArrayList<>();
            for (int back = DAYS - 1; back >= 0; back--) {
                values.add(share(byDay.get(today.minusDays(back).toString()), framework));
            }
            series.add(new Series(COLOURS.get(series.size()), framework, values));
        }
        String summary = nights.isEmpty()
                ? "No nightly report has been made yet; the first is made after 05:00 UTC."
                : "The share of the covered controls without an open finding, in the last " + DAYS + " days.";
        return new Charts(today, DAYS).lines("met", "Controls met", summary, series, share -> Math.round(share) + " %");
    }

    private static @Nullable Double share(@Nullable Summary night, String framework) {
        if (night == null) {
            return null;
        }
        return night.scores().stream()
                .filter(score -> score.framework().equals(framework) && score.covered() > 0)
                .findFirst()
                .map(score -> 100.0 * score.met() / score.covered())
                .orElse(null);
    }

    private WebResponse one(Visit visit) {
        return parts.reports()
                .find(visit.variable("id"))
                .map(document -> replies.page(visit, "report", title(document), /* live= */ false, view(document)))
                .orElseGet(() -> replies.notFound(visit.person()));
    }

    private static String title(Document document) {
        return document.id().equals(Shelf.NOW) ? "Report of now" : "Report of " + document.id();
    }

    private static ReportView view(Document document) {
        List<Line> shown = document.lines().stream().limit(SHOWN_LINES).toList();
        return new ReportView(
                Moment.of(document.at(), document.at()),
                severities(document),
                document.standings().stream().map(ReportPages::framework).toList(),
                shown.stream().map(ReportPages::row).toList(),
                document.lines().size() - shown.size() + document.omitted(),
                ReportFormat.names().stream()
                        .map(format -> new ReportView.Download(
                                format, Urls.with("/api/v1/reports/" + document.id(), Map.of("format", format))))
                        .toList());
    }

    private static List<Tally> severities(Document document) {
        List<String> worstFirst = new ArrayList<>(FindingFilter.SEVERITIES);
        Collections.reverse(worstFirst);
        return worstFirst.stream()
                .map(name -> new Tally(
                        name,
                        document.open().getOrDefault(name, 0L),
                        Urls.with("/console/findings", Map.of("severity", name))))
                .toList();
    }

    private static Framework framework(Standing standing) {
        Score score = new Score(standing.framework(), standing.met(), standing.covered());
        List<ControlRow> rows = standing.controls().stream()
                .map(control -> new ControlRow(
                        control.id(),
                        Shown.text(control.title(), Shown.LINE),
                        control.status(),
                        control.open(),
                        String.join(", ", control.rules())))
                .toList();
        return new Framework(score, standing.controls().size(), rows);
    }

    private static ReportView.FindingLine row(Line line) {
        return new ReportView.FindingLine(
                Shown.text(line.rule().title(), Shown.LINE),
                line.rule().id(),
                line.severity().toString(),
                Shown.text(line.resource().path(), Shown.LINE),
                line.life() == null ? "" : line.life().state().toString(),
                line.life() == null ? "" : "/console/findings/" + line.life().findingId());
    }
}
