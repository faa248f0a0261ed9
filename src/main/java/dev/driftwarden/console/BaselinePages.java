package dev.driftwarden.console;

import dev.driftwarden.baseline.Baseline;
import dev.driftwarden.baseline.Baseline.Accepted;
import dev.driftwarden.baseline.Baseline.Pending;
import dev.driftwarden.baseline.Baselines;
import dev.driftwarden.baseline.PolicyKind;
import dev.driftwarden.baseline.Sightings.Sighting;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.BaselineDesk;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.net.Difference;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the pages about accepted states of directory policies. */
final class BaselinePages {
    private static final int LONGEST_STATE = 40_000;

    private final SiteParts parts;
    private final Replies replies;
    private final BaselineDesk desk;

    BaselinePages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
        this.desk = new BaselineDesk(parts.desk());
    }

    Section section() {
        return Section.of("baselines", "Baselines", 46)
                .page(
                        "/baselines",
                        visit -> replies.page(visit, "list", "Baselines", /* live= */ true, list(visit.now())))
                .page("/baselines/{id}", this::one)
                .action("/baselines/{id}/accept", this::accept)
                .notice("baseline", "Accepted. Its finding closes with the next look, in a few seconds.");
    }

    private WebResponse one(Visit visit) {
        return view(visit.variable("id"), visit)
                .map(view -> replies.page(visit, "baseline", view.name(), /* live= */ false, view))
                .orElseGet(() -> replies.notFound(visit.person()));
    }

    private WebResponse accept(Visit visit, Form form) {
        String id = visit.variable("id");
        if (!id.matches("[0-9a-f]{20}")) {
            return replies.notFound(visit.person());
        }
        String reason = form.field("reason").strip();
        Answer answer = desk.accept(id, form.field("hash"), visit.person(), reason);
        return replies.answer(visit, answer, "/console/baselines", "baseline");
    }

    /** What waits for somebody comes first. */
    private ListView list(Instant now) {
        List<Entry> entries = parts.desk().baselines().list(null, 1000).items().stream()
                .filter(one -> one.replacedBy() == null)
                .sorted(Comparator.comparing((Baseline one) -> one.pending() == null)
                        .thenComparing(BaselineView::name))
                .map(one -> entry(one, now))
                .toList();
        return new ListView(
                "The policies of the directory, and the last state of each that was accepted. A change that protects less is a"
                        + " finding until it is put back or accepted here." + problems(),
                "No policy of the directory was seen yet; the first look is taken within five minutes.",
                entries,
                null);
    }

    private String problems() {
        List<String> problems = PolicyKind.ALL.stream()
                .map(kind -> parts.desk().sightings().last(kind))
                .flatMap(Optional::stream)
                .map(Sighting::problem)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return problems.isEmpty()
                ? ""
                : " Not everything could be read: " + Shown.text(String.join("; ", problems), Shown.LINE);
    }

    private static Entry entry(Baseline one, Instant now) {
        Pending pending = one.pending();
        String kind = one.id().type().name().substring("Microsoft.Graph/".length());
        Accepted accepted = one.accepted();
        String since = accepted == null
                ? "no state accepted"
                : "accepted " + Moment.of(accepted.at(), now).distance() + " by "
                        + Shown.text(Shown.person(accepted.by()), Shown.LINE);
        return new Entry(
                (pending == null ? "" : BaselineView.title(pending) + ": ") + BaselineView.name(one),
                Addresses.baseline(Baselines.shortId(one.id())),
                pending != null && pending.weaker() ? "critical" : null,
                kind + " · " + since,
                pending == null ? "" : words(pending),
                pending == null ? null : Moment.of(pending.seenAt(), now));
    }

    private static String words(Pending pending) {
        String all = pending.differences().stream().map(BaselinePages::word).collect(Collectors.joining("\n"));
        return Shown.text(all, Shown.BLOCK);
    }

    private static String word(Difference one) {
        return one.path().isEmpty() ? one.text() : one.path() + ": " + one.text();
    }

    private Optional<BaselineView> view(String id, Visit visit) {
        return parts.desk().baselines().find(id).map(Held::value).map(one -> {
            String text = Optional.ofNullable(one.accepted())
                    .flatMap(accepted -> parts.desk().baselines().body(accepted.body()))
                    .map(body -> Shown.text(body.path("properties").toPrettyString(), LONGEST_STATE))
                    .orElse("");
            String person = visit.person().objectId();
            return BaselineView.of(one, text, desk.mayAccept(visit.person()), person, visit.now());
        });
    }
}
