package dev.driftwarden.console;

import dev.driftwarden.engine.UndoDesk;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.site.FindingFile;
import dev.driftwarden.site.FindingFilter;
import dev.driftwarden.site.Parameters;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.store.Page;
import dev.driftwarden.web.WebResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The pages for reading. */
final class Pages {
    private static final int PAGE = 50;

    private final SiteParts parts;
    private final Replies replies;
    private final Overviews overviews;
    private final FindingPages findingPages;
    private final ListPages lists;
    private final AuditPages auditPages;

    Pages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
        this.overviews = new Overviews(parts);
        this.findingPages = new FindingPages(parts);
        this.lists = new ListPages(parts);
        this.auditPages = new AuditPages(parts);
    }

    WebResponse show(Visit visit) {
        List<String> path = visit.segments();
        if (path.isEmpty()) {
            return replies.page(visit, "overview", "Overview", "overview", true, overviews.view(visit.now()));
        }
        if (path.size() == 2 && path.get(0).equals("findings")) {
            return finding(visit, path.get(1));
        }
        if (path.size() == 3 && path.get(0).equals("findings") && path.get(2).equals("undo")) {
            return undo(visit, path.get(1));
        }
        if (path.size() == 2 && path.get(0).equals("rejections")) {
            return rejection(visit, path.get(1));
        }
        return path.size() == 1 ? listed(visit, path.get(0)) : replies.notFound(visit.person());
    }

    private WebResponse listed(Visit visit, String name) {
        try {
            return switch (name) {
                case "findings" -> findings(visit);
                case "approvals" -> list(visit, "Approvals", name, lists.approvals(visit));
                case "tickets" -> list(visit, "Tickets", name, lists.tickets(visit));
                case "rejections" -> list(visit, "Set aside", name, lists.rejections(visit));
                case "audit" -> replies.page(visit, "audit", "Audit trail", name, false, auditPages.view(visit));
                case "rules" -> list(visit, "Rules", name, lists.rules());
                case "controls" -> replies.page(visit, "controls", "Controls", name, false, overviews.controls(visit));
                default -> replies.notFound(visit.person());
            };
        } catch (IllegalArgumentException badCursor) {
            return replies.invalid(visit.person(), "The address names a place in the list that does not exist.");
        }
    }

    private WebResponse list(Visit visit, String title, String section, ListView view) {
        return replies.page(visit, "list", title, section, !section.equals("rules"), view);
    }

    private WebResponse findings(Visit visit) {
        Set<String> known = new HashSet<>(FindingFilter.PARAMETERS);
        known.add("cursor");
        Parameters parameters = visit.parameters(known);
        FindingFilter filter = FindingFilter.read(parameters);
        String cursor = parameters.text("cursor");
        if (!parameters.problems().isEmpty()) {
            return replies.invalid(visit.person(), String.join(" ", parameters.problems()));
        }
        Page<FindingSummary> page =
                parts.desk().book().search(filter.amongOpen(), filter::matches, cursor.isEmpty() ? null : cursor, PAGE);
        FindingsView view = new FindingsView(
                shown(filter),
                FindingFilter.STATES,
                FindingFilter.SEVERITIES,
                page.items().stream()
                        .map(one -> FindingRow.of(one, visit.now()))
                        .toList(),
                page.cursor() == null ? null : Addresses.findings(filter, page.cursor()));
        return replies.page(visit, "findings", "Findings", "findings", true, view);
    }

    private static FindingFilter shown(FindingFilter filter) {
        return new FindingFilter(
                filter.state(),
                filter.severity(),
                Shown.text(filter.service(), Shown.LINE),
                Shown.text(filter.subscription(), Shown.LINE),
                Shown.text(filter.rule(), Shown.LINE),
                Shown.text(filter.q(), Shown.LINE));
    }

    private WebResponse rejection(Visit visit, String id) {
        boolean admin = parts.mayAdminister(visit.person());
        return parts.desk()
                .rejections()
                .find(id)
                .map(held -> RejectionView.of(
                        held.value(),
                        admin ? parts.desk().rejections().text(id).orElse(null) : null,
                        admin,
                        visit.now()))
                .map(view -> replies.page(visit, "rejection", "Set aside", "rejections", false, view))
                .orElseGet(() -> replies.notFound(visit.person()));
    }

    /** Asks Azure what is there now; it changes nothing. */
    private WebResponse undo(Visit visit, String id) {
        boolean may = parts.mayApprove(visit.person());
        return FindingId.tryParse(id)
                .flatMap(known -> parts.desk()
                        .book()
                        .find(known)
                        .flatMap(held -> new UndoDesk(parts.desk())
                                .preview(known)
                                .map(preview -> UndoView.of(held.value(), preview, may))))
                .map(view -> replies.page(visit, "undo", "Undo a fix", "findings", false, view))
                .orElseGet(() -> replies.notFound(visit.person()));
    }

    private WebResponse finding(Visit visit, String id) {
        return FindingId.tryParse(id)
                .flatMap(known -> FindingFile.read(parts.desk().book(), known))
                .map(file -> findingPages.view(file, visit.person(), visit.now()))
                .map(view -> replies.page(visit, "finding", view.head().title(), "findings", true, view))
                .orElseGet(() -> replies.notFound(visit.person()));
    }
}
