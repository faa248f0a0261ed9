package dev.driftwarden.console;

import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Rejection;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.time.Instant;

/** What was set aside, and what people do with it. */
final class RejectionPages {
    private final SiteParts parts;
    private final Replies replies;

    RejectionPages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
    }

    Section section() {
        return Section.of("rejections", "Set aside", 40)
                .page("/rejections", this::list)
                .page("/rejections/{id}", this::one)
                .action("/rejections/{id}/replay", this::replay)
                .action("/rejections/{id}/drop", this::drop)
                .notice("replay", "It was put back; what became of it is below.")
                .notice("drop", "It was dropped.");
    }

    private WebResponse list(Visit visit) {
        boolean handled = visit.request().parameter("state").orElse("").equals("handled");
        ListView view = Listing.of(
                handled
                        ? "What was set aside and then replayed or dropped by somebody, newest first."
                        : "Events and messages that could not be used, newest first. Nothing is dropped by itself.",
                handled ? "Nothing was replayed or dropped." : "Nothing waits here: every event could be used.",
                visit,
                parts.desk().rejections().list(!handled, Listing.cursor(visit), Listing.PAGE),
                one -> entry(one, visit.now()));
        return replies.page(visit, "list", "Set aside", /* live= */ true, view);
    }

    private static Entry entry(Rejection one, Instant now) {
        return new Entry(
                Shown.text(one.reason(), Shown.LINE),
                Addresses.rejection(one.id()),
                null,
                "from " + Shown.text(one.source(), Shown.LINE) + " · failed "
                        + (one.attempts() == 1 ? "once" : one.attempts() + " times"),
                Shown.text(one.excerpt(), Shown.BLOCK),
                Moment.of(one.at(), now));
    }

    /** The whole text may hold secrets that an event should not have had; only administrators see it. */
    private WebResponse one(Visit visit) {
        boolean admin = parts.mayAdminister(visit.person());
        String id = visit.variable("id");
        return parts.desk()
                .rejections()
                .find(id)
                .map(Held::value)
                .map(one -> RejectionView.of(
                        one, admin ? parts.desk().rejections().text(id).orElse(null) : null, admin, visit.now()))
                .map(view -> replies.page(visit, "rejection", "Set aside", /* live= */ false, view))
                .orElseGet(() -> replies.notFound(visit.person()));
    }

    private WebResponse replay(Visit visit, Form form) {
        String id = visit.variable("id");
        return wellFormed(id)
                ? replies.answer(visit, parts.poison().replay(id, visit.person()), Addresses.rejection(id), "replay")
                : replies.notFound(visit.person());
    }

    private WebResponse drop(Visit visit, Form form) {
        String id = visit.variable("id");
        String reason = form.field("reason").strip();
        return wellFormed(id)
                ? replies.answer(
                        visit, parts.poison().drop(id, visit.person(), reason), Addresses.rejection(id), "drop")
                : replies.notFound(visit.person());
    }

    private static boolean wellFormed(String id) {
        return id.matches("[0-9a-f]{32}");
    }
}
