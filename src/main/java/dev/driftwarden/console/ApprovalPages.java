package dev.driftwarden.console;

import dev.driftwarden.ledger.Approval;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.time.Instant;

/** What waits for somebody's answer. */
final class ApprovalPages {
    private final SiteParts parts;
    private final Replies replies;

    ApprovalPages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
    }

    Section section() {
        return Section.of("approvals", "Approvals", 20).page("/approvals", this::inbox);
    }

    private WebResponse inbox(Visit visit) {
        ListView view = Listing.of(
                "Fixes that wait for somebody's answer, the longest waiting first.",
                "Nothing waits for you.",
                visit,
                parts.desk().book().inbox(Listing.cursor(visit), Listing.PAGE),
                asked -> entry(asked, visit.now()));
        return replies.page(visit, "list", "Approvals", /* live= */ true, view);
    }

    private static Entry entry(Approval asked, Instant now) {
        return new Entry(
                Shown.text(asked.title(), Shown.LINE),
                Addresses.finding(asked.findingId().value()),
                asked.severity().toString(),
                asked.approvals() + " of " + asked.needed() + " approvals · ends "
                        + Moment.of(asked.expiresAt(), now).distance(),
                "",
                Moment.of(asked.askedAt(), now));
    }
}
