package dev.driftwarden.console;

import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.ApprovalDesk;
import dev.driftwarden.engine.HoldDesk;
import dev.driftwarden.engine.RestoreDesk;
import dev.driftwarden.engine.UndoDesk;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.policy.Policy.Entra.Restore;
import dev.driftwarden.site.FindingFile;
import dev.driftwarden.site.FindingFilter;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.Parameters;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.store.Page;
import dev.driftwarden.web.WebResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The findings: their list, and for each a page on which people decide. */
final class FindingPages {
    private static final int PAGE = 50;
    private static final List<String> HOLD_HOURS = List.of("1", "8", "24", "168", "720");

    private final SiteParts parts;
    private final Replies replies;
    private final FindingViews views;
    private final ApprovalDesk approvals;
    private final RestoreDesk restoring;
    private final UndoDesk undo;
    private final HoldDesk hold;

    FindingPages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
        this.views = new FindingViews(parts);
        this.approvals = new ApprovalDesk(parts.desk());
        this.restoring = new RestoreDesk(parts.desk());
        this.undo = new UndoDesk(parts.desk());
        this.hold = new HoldDesk(parts.desk());
    }

    Section section() {
        return Section.of("findings", "Findings", 10)
                .page("/findings", this::list)
                .page("/findings/{id}", this::one)
                .page("/findings/{id}/undo", this::previewUndo)
                .action("/findings/{id}/approve", (visit, form) -> decide(visit, form, /* approve= */ true))
                .action("/findings/{id}/reject", (visit, form) -> decide(visit, form, /* approve= */ false))
                .action("/findings/{id}/report-only", (visit, form) -> restore(visit, form, Restore.REPORT_ONLY))
                .action("/findings/{id}/enforced", (visit, form) -> restore(visit, form, Restore.ENFORCED))
                .action("/findings/{id}/undo", this::undo)
                .action("/findings/{id}/hold", this::hold)
                .action("/findings/{id}/release", this::release)
                .notice("approve", "Your approval is recorded. The timeline shows what follows.")
                .notice("reject", "Rejected: nothing is written.")
                .notice("restore", "The plan was made anew. Look at what it changes now, then approve it.")
                .notice("undo", "Undone: the state before the fix is back.")
                .notice("hold", "On hold: the bot leaves it alone.")
                .notice("release", "The hold is over: it is being looked at.");
    }

    private WebResponse list(Visit visit) {
        Set<String> known = new HashSet<>(FindingFilter.PARAMETERS);
        known.add("cursor");
        Parameters parameters = visit.parameters(known);
        FindingFilter filter = FindingFilter.read(parameters);
        String cursor = parameters.text("cursor");
        if (!parameters.problems().isEmpty()) {
            return replies.invalid(visit.person(), String.join(" ", parameters.problems()));
        }
        Page<FindingSummary> page =
                parts.desk().book().search(filter.shelf(), filter::matches, cursor.isEmpty() ? null : cursor, PAGE);
        FindingsView view = new FindingsView(
                shown(filter),
                FindingFilter.STATES,
                FindingFilter.SEVERITIES,
                FindingFilter.SORTS,
                page.items().stream()
                        .map(one -> FindingRow.of(one, visit.now()))
                        .toList(),
                page.cursor() == null ? null : Addresses.findings(filter, page.cursor()));
        return replies.page(visit, "findings", "Findings", /* live= */ true, view);
    }

    private static FindingFilter shown(FindingFilter filter) {
        return new FindingFilter(
                filter.state(),
                filter.severity(),
                Shown.text(filter.service(), Shown.LINE),
                Shown.text(filter.subscription(), Shown.LINE),
                Shown.text(filter.rule(), Shown.LINE),
                Shown.text(filter.q(), Shown.LINE),
                filter.sort());
    }

    private WebResponse one(Visit visit) {
        return FindingId.tryParse(visit.variable("id"))
                .flatMap(known -> FindingFile.read(parts.desk().book(), known))
                .map(file -> views.view(file, visit.person(), visit.now()))
                .map(view -> replies.page(visit, "finding", view.head().title(), /* live= */ true, view))
                .orElseGet(() -> replies.notFound(visit.person()));
    }

    private WebResponse decide(Visit visit, Form form, boolean approve) {
        return onFinding(
                visit,
                approve ? "approve" : "reject",
                finding -> approvals.answer(
                        form.field("plan"), form.field("hash"), approve, visit.person(), reason(form)));
    }

    private WebResponse restore(Visit visit, Form form, Restore how) {
        return onFinding(
                visit,
                "restore",
                finding -> restoring.choose(form.field("plan"), form.field("hash"), how, visit.person()));
    }

    /** Asks Azure what is there now; it changes nothing. */
    private WebResponse previewUndo(Visit visit) {
        boolean may = parts.mayApprove(visit.person());
        return FindingId.tryParse(visit.variable("id"))
                .flatMap(parts.desk().book()::find)
                .flatMap(
                        held -> undo.preview(held.value().id()).map(preview -> UndoView.of(held.value(), preview, may)))
                .map(view -> replies.page(visit, "undo", "Undo a fix", /* live= */ false, view))
                .orElseGet(() -> replies.notFound(visit.person()));
    }

    private WebResponse undo(Visit visit, Form form) {
        boolean force = form.field("force").equals("yes");
        return onFinding(
                visit,
                "undo",
                finding -> force
                        ? undo.force(finding, visit.person(), reason(form), holdFor(form))
                        : undo.undo(finding, visit.person(), reason(form), holdFor(form)));
    }

    private WebResponse hold(Visit visit, Form form) {
        return onFinding(visit, "hold", finding -> hold.hold(finding, visit.person(), reason(form), holdFor(form)));
    }

    private WebResponse release(Visit visit, Form form) {
        return onFinding(visit, "release", finding -> hold.release(finding, visit.person(), reason(form)));
    }

    private WebResponse onFinding(Visit visit, String word, Function<FindingId, Answer> act) {
        return FindingId.tryParse(visit.variable("id"))
                .map(finding -> replies.answer(visit, act.apply(finding), Addresses.finding(finding.value()), word))
                .orElseGet(() -> replies.notFound(visit.person()));
    }

    private static String reason(Form form) {
        return form.field("reason").strip();
    }

    /** One of the lengths that the form offers; a day for anything else. */
    private static Duration holdFor(Form form) {
        String hours = form.field("hours");
        return Duration.ofHours(HOLD_HOURS.contains(hours) ? Long.parseLong(hours) : 24);
    }
}
