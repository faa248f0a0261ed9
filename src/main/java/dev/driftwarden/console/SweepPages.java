package dev.driftwarden.console;

import dev.driftwarden.engine.SweepDesk;
import dev.driftwarden.engine.SweepWatch;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Sweep;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.site.Urls;
import dev.driftwarden.store.Page;
import dev.driftwarden.sweep.SweepScope;
import dev.driftwarden.web.WebResponse;
import java.util.Map;

/** Sweeps, how far they are, and starting and ending them. */
final class SweepPages {
    private static final String HERE = "/console/sweeps";

    private final SiteParts parts;
    private final Replies replies;
    private final SweepDesk sweeps;

    SweepPages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
        this.sweeps = new SweepDesk(parts.desk());
    }

    Section section() {
        return Section.of("sweeps", "Sweeps", 42)
                .page("/sweeps", this::list)
                .page("/sweeps/{id}", this::one)
                .action("/sweeps/start", this::start)
                .action("/sweeps/{id}/cancel", this::cancel)
                .notice("sweep", "The sweep has begun; its page shows how far it is.")
                .notice("sweep-cancel", "The sweep ends as soon as what is being worked on is finished.");
    }

    private WebResponse list(Visit visit) {
        Page<Sweep> page = parts.desk().sweeps().list(Listing.cursor(visit), Listing.PAGE);
        String next = page.cursor() == null ? null : Urls.with(HERE, Map.of("cursor", page.cursor()));
        boolean running = parts.desk()
                .sweeps()
                .current()
                .filter(held -> !held.value().state().ended())
                .isPresent();
        boolean admin = parts.mayAdminister(visit.person());
        SweepsView view = SweepsView.of(page.items(), admin, running, next, visit.now());
        return replies.page(visit, "sweeps", "Sweeps", /* live= */ true, view);
    }

    private WebResponse one(Visit visit) {
        boolean admin = parts.mayAdminister(visit.person());
        String id = visit.variable("id");
        return parts.desk()
                .sweeps()
                .find(id)
                .map(Held::value)
                .map(sweep -> SweepView.of(SweepWatch.of(parts.desk(), sweep), admin, visit.now()))
                .map(view -> replies.page(visit, "sweep", "Sweep " + id, /* live= */ true, view))
                .orElseGet(() -> replies.notFound(visit.person()));
    }

    private WebResponse start(Visit visit, Form form) {
        long calls = parts.desk().settings().sweepCalls();
        return replies.answer(visit, sweeps.start(visit.person(), SweepScope.EVERYTHING, calls), HERE, "sweep");
    }

    private WebResponse cancel(Visit visit, Form form) {
        String id = visit.variable("id");
        return parts.desk()
                .sweeps()
                .find(id)
                .map(known ->
                        replies.answer(visit, sweeps.cancel(id, visit.person()), Addresses.sweep(id), "sweep-cancel"))
                .orElseGet(() -> replies.notFound(visit.person()));
    }
}
