package dev.driftwarden.console;

import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Rejections.Rejection;
import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.rule.RuleInfo;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.site.Urls;
import dev.driftwarden.store.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes what the simple lists show. */
final class ListPages {
    private static final int PAGE = 50;

    private final SiteParts parts;

    ListPages(SiteParts parts) {
        this.parts = parts;
    }

    ListView approvals(Visit visit) {
        return view(
                "Fixes that wait for somebody's answer, the longest waiting first.",
                "Nothing waits for you.",
                visit,
                parts.desk().book().inbox(cursor(visit), PAGE),
                asked -> approval(asked, visit.now()));
    }

    ListView tickets(Visit visit) {
        return view(
                "Work for people: what the bot may not or could not fix, newest first.",
                "There is no open ticket.",
                visit,
                parts.desk().book().tickets(cursor(visit), PAGE),
                ticket -> ticket(ticket, visit.now()));
    }

    ListView rejections(Visit visit) {
        return view(
                "Events and messages that could not be used, newest first. Nothing is ever dropped.",
                "Nothing was ever set aside: every event could be used.",
                visit,
                parts.desk().rejections().list(cursor(visit), PAGE),
                one -> rejection(one, visit.now()));
    }

    ListView rules() {
        List<RuleInfo> all = parts.desk().rules().get().all();
        return new ListView(
                all.size()
                        + " rules are in force. The mode is the furthest that the rule's author allows; the policy decides.",
                "No rule is loaded: the bot finds nothing.",
                all.stream().map(ListPages::rule).toList(),
                null);
    }

    private static @Nullable String cursor(Visit visit) {
        return visit.parameters(Set.of("cursor")).text("cursor").isEmpty()
                ? null
                : visit.request().parameter("cursor").orElse(null);
    }

    private static <T> ListView view(String lead, String empty, Visit visit, Page<T> page, Function<T, Entry> entry) {
        String next = page.cursor() == null ? null : Urls.with(visit.request().path(), Map.of("cursor", page.cursor()));
        return new ListView(lead, empty, page.items().stream().map(entry).toList(), next);
    }

    private static Entry approval(Approval asked, Instant now) {
        return new Entry(
                Shown.text(asked.title(), Shown.LINE),
                Addresses.finding(asked.findingId().value()),
                asked.severity().toString(),
                asked.approvals() + " of " + asked.needed() + " approvals · ends "
                        + Moment.of(asked.expiresAt(), now).distance(),
                "",
                Moment.of(asked.askedAt(), now));
    }

    private static Entry ticket(Ticket ticket, Instant now) {
        return new Entry(
                Shown.text(ticket.title(), Shown.LINE),
                Addresses.finding(ticket.findingId().value()),
                ticket.severity().toString(),
                ticket.id(),
                Shown.text(ticket.body(), Shown.BLOCK),
                Moment.of(ticket.openedAt(), now));
    }

    private static Entry rejection(Rejection one, Instant now) {
        return new Entry(
                Shown.text(one.reason(), Shown.LINE),
                null,
                null,
                "from " + Shown.text(one.source(), Shown.LINE),
                Shown.text(one.payload(), Shown.BLOCK),
                Moment.of(one.at(), now));
    }

    private static Entry rule(RuleInfo rule) {
        String controls = new TreeMap<>(rule.controls())
                .entrySet().stream()
                        .map(one -> one.getKey() + " " + String.join(", ", one.getValue()))
                        .reduce((a, b) -> a + "\n" + b)
                        .orElse("");
        return new Entry(
                Shown.text(rule.title(), Shown.LINE),
                Urls.with("/console/findings", Map.of("rule", rule.id())),
                rule.severity().toString(),
                rule.id() + " · " + rule.type() + " · mode " + rule.mode(),
                Shown.text(controls, Shown.BLOCK),
                null);
    }
}
