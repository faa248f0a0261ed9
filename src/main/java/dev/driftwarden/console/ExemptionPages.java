package dev.driftwarden.console;

import dev.driftwarden.console.ExemptionsView.MakeForm;
import dev.driftwarden.console.ExemptionsView.Malformed;
import dev.driftwarden.console.ExemptionsView.Row;
import dev.driftwarden.engine.ExemptionDesk;
import dev.driftwarden.ledger.ConsoleExemption;
import dev.driftwarden.ledger.SeenExemption;
import dev.driftwarden.ledger.SeenTag;
import dev.driftwarden.policy.Exemption;
import dev.driftwarden.policy.ExemptionSources;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.Parameters;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Accepted deviations, wherever they are written down; people make and end theirs here. */
final class ExemptionPages {
    private static final Duration SOON = Duration.ofDays(7);
    private static final Duration USUAL = Duration.ofDays(30);

    private final SiteParts parts;
    private final Replies replies;
    private final ExemptionDesk desk;

    ExemptionPages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
        this.desk = new ExemptionDesk(parts.desk());
    }

    Section section() {
        return Section.of("exemptions", "Exemptions", 55)
                .page("/exemptions", this::show)
                .action("/exemptions", this::create)
                .action("/exemptions/{id}/end", this::end)
                .notice("exempted", "It is exempt; findings about it are decided anew.")
                .notice("exemption-ended", "The exemption has ended; findings about it are decided anew.");
    }

    private WebResponse show(Visit visit) {
        boolean admin = parts.mayAdminister(visit.person());
        Stream<Row> all = Stream.of(
                        parts.desk().policy().get().exemptions().stream().map(one -> ofPolicy(one, visit.now())),
                        parts.desk().exemptions().active().stream().map(one -> ofPerson(one, admin, visit.now())),
                        tags().stream().filter(tag -> tag.until() != null).map(one -> ofTag(one, visit.now())),
                        ofAzure().stream().filter(one -> one.problem() == null).map(one -> ofAzure(one, visit.now())))
                .flatMap(rows -> rows);
        ExemptionsView view = new ExemptionsView(
                all.sorted(Comparator.comparing(row -> row.until().iso())).toList(),
                Stream.concat(
                                tags().stream()
                                        .filter(tag -> tag.problem() != null)
                                        .map(tag -> malformed(tag, visit.now())),
                                ofAzure().stream()
                                        .filter(one -> one.problem() != null)
                                        .map(one -> malformed(one, visit.now())))
                        .toList(),
                admin ? form(visit) : null);
        return replies.page(visit, "exemptions", "Exemptions", /* live= */ false, view);
    }

    private List<SeenTag> tags() {
        return parts.desk().exemptions().tags();
    }

    private List<SeenExemption> ofAzure() {
        return parts.desk().exemptions().ofAzure();
    }

    private static Row row(
            String source, String rules, String where, String owner, String reason, Instant until, Instant now) {
        return new Row(
                Shown.text(rules, Shown.LINE),
                source,
                Shown.text(where, Shown.LINE),
                Shown.text(owner, Shown.LINE),
                Shown.text(reason, Shown.BLOCK),
                Moment.of(until, now),
                until.isAfter(now) && until.isBefore(now.plus(SOON)),
                !until.isAfter(now),
                null);
    }

    private static Row ofPolicy(Exemption one, Instant now) {
        String scope = one.scope() == null ? "everywhere" : one.scope().path();
        String where = one.tags().isEmpty() ? scope : scope + " tagged " + one.tags();
        return row("policy", one.rules().text(), where, one.owner(), one.reason(), one.until(), now);
    }

    private static Row ofPerson(ConsoleExemption one, boolean admin, Instant now) {
        String reason = one.reason() + " (made by " + Shown.person(one.by()) + ")";
        Row row = row("console", one.rules(), one.scope().path(), one.owner(), reason, one.until(), now);
        return new Row(
                row.rules(),
                row.source(),
                row.where(),
                row.owner(),
                row.reason(),
                row.until(),
                row.soon(),
                row.over(),
                admin ? "/console/exemptions/" + one.id() + "/end" : null);
    }

    private static Row ofTag(SeenTag tag, Instant now) {
        Instant until = tag.until() == null ? now : tag.until();
        String owner = tag.owner() == null ? "" : tag.owner();
        return row("tag", String.join(", ", tag.rules()), tag.resource().path(), owner, tag.value(), until, now);
    }

    private static Row ofAzure(SeenExemption one, Instant now) {
        Instant until = one.until() == null ? now : one.until();
        String owner = String.valueOf(one.owner());
        String reason = String.valueOf(one.reason());
        return row("azure policy", String.join(", ", one.rules()), one.id(), owner, reason, until, now);
    }

    private static Malformed malformed(SeenExemption one, Instant now) {
        return new Malformed(
                Shown.text(one.id(), Shown.LINE),
                "Azure Policy",
                Shown.text(one.reason() == null ? "nothing" : one.reason(), Shown.LINE),
                Shown.text(String.valueOf(one.problem()), Shown.BLOCK),
                Moment.of(one.seenAt(), now));
    }

    private static Malformed malformed(SeenTag tag, Instant now) {
        return new Malformed(
                Shown.text(tag.resource().path(), Shown.LINE),
                Shown.text("tag " + tag.tag(), Shown.LINE),
                Shown.text(tag.value(), Shown.LINE),
                Shown.text(String.valueOf(tag.problem()), Shown.BLOCK),
                Moment.of(tag.seenAt(), now));
    }

    private @Nullable MakeForm form(Visit visit) {
        ExemptionSources.Limits limits =
                parts.desk().policy().get().exemptionSources().console();
        if (!limits.enabled()) {
            return null;
        }
        Parameters given = visit.parameters(Set.of("rule", "scope"));
        Duration usual = limits.longest().compareTo(USUAL) < 0 ? limits.longest() : USUAL;
        return new MakeForm(
                Shown.text(given.text("rule"), Shown.LINE),
                Shown.text(given.text("scope"), Shown.LINE),
                lastDay(visit.now().plus(usual)),
                lastDay(visit.now().plus(limits.longest())));
    }

    /** The last day that ends before a moment. */
    private static String lastDay(Instant end) {
        return LocalDate.ofInstant(end, ZoneOffset.UTC).minusDays(1).toString();
    }

    private WebResponse create(Visit visit, Form form) {
        ExemptionDesk.Wish wish = new ExemptionDesk.Wish(
                form.field("rules").strip(),
                form.field("scope").strip(),
                form.field("owner").strip(),
                form.field("reason").strip(),
                endOf(form.field("until").strip()));
        return replies.answer(visit, desk.create(wish, visit.person()), "/console/exemptions", "exempted");
    }

    /** The end of the day, in UTC; null for what is no day. */
    private static @Nullable Instant endOf(String day) {
        try {
            return LocalDate.parse(day).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private WebResponse end(Visit visit, Form form) {
        return replies.answer(
                visit,
                desk.end(
                        visit.variable("id"),
                        visit.person(),
                        form.field("reason").strip()),
                "/console/exemptions",
                "exemption-ended");
    }
}
