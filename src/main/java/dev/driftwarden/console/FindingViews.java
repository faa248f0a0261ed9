package dev.driftwarden.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.console.FindingView.ReasonView;
import dev.driftwarden.decision.Decision;
import dev.driftwarden.engine.Person;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.finding.TimelineEntry;
import dev.driftwarden.ledger.FindingSummary;
import dev.driftwarden.ledger.Hold;
import dev.driftwarden.ledger.Shelf;
import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.rule.Evidence;
import dev.driftwarden.site.FindingFile;
import dev.driftwarden.site.Names;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes what a finding's page shows. */
final class FindingViews {
    private static final int MOST_STORY = 100;
    private static final int MOST_RELATED = 20;
    private static final int MOST_ALIKE = 4;

    private final SiteParts parts;

    FindingViews(SiteParts parts) {
        this.parts = parts;
    }

    FindingView view(FindingFile file, Person person, Instant now) {
        Finding finding = file.finding();
        Names names = Names.of(file);
        return new FindingView(
                FindingRow.of(finding, now),
                Shown.text(finding.resource().path(), Shown.BLOCK),
                now(finding.state()),
                Shown.text(names.in(finding.message()), Shown.BLOCK),
                cause(finding.cause()),
                finding.cause() == null ? null : Moment.of(finding.cause().occurredAt(), now),
                finding.evidence().stream()
                        .map(evidence -> evidence(evidence, names))
                        .toList(),
                finding.notes().stream()
                        .map(note -> Shown.text(names.in(note), Shown.BLOCK))
                        .toList(),
                reasons(finding.decision()),
                file.plan() == null ? null : PlanView.of(file.plan()),
                ticket(file.ticket()),
                file.outside() == null ? null : OutsideView.of(file.outside()),
                hold(file.hold(), now),
                story(file, names, now),
                file.related().stream()
                        .limit(MOST_RELATED)
                        .map(other -> FindingRow.of(other, now))
                        .toList(),
                alike(finding, now),
                ChoicesView.of(file, person, parts, now));
    }

    private static String now(FindingState state) {
        return switch (state) {
            case OPEN -> "It is recorded only: nothing is done about it.";
            case UNKNOWN -> "Whether it has drifted is unknown: something could not be read.";
            case AWAITING_APPROVAL -> "A fix is ready and waits for somebody to approve it.";
            case APPLYING -> "The fix is being written.";
            case VERIFYING -> "The fix is written; the live state is being checked.";
            case TICKETED -> "A person has to take it on: there is a ticket.";
            case FAILED -> "A fix was written, but the live state is not what was wanted.";
            case FIXED -> "Fixed, and the live state was seen to pass.";
            case RESOLVED -> "Somebody else fixed it.";
            case GONE -> "The resource no longer exists.";
        };
    }

    private static String cause(@Nullable Cause cause) {
        return cause == null
                ? "Nobody is known: no event told of it, the bot found it by looking"
                : Shown.text(cause.actor().name() + " did " + cause.operation(), Shown.LINE);
    }

    private static String evidence(Evidence evidence, Names names) {
        JsonNode value = evidence.value();
        String shown = value.isMissingNode() ? "(absent)" : value.toString();
        return Shown.text(evidence.path() + " = " + names.in(shown), Shown.BLOCK);
    }

    private List<ReasonView> reasons(@Nullable JsonNode decision) {
        return decision == null
                ? List.of()
                : parts.desk().codec().fromTree(decision, Decision.class).reasons().stream()
                        .map(ReasonView::of)
                        .toList();
    }

    private static @Nullable String ticket(@Nullable Ticket ticket) {
        return ticket == null || ticket.closedAt() != null ? null : ticket.id();
    }

    private static @Nullable String hold(@Nullable Hold hold, Instant now) {
        return Optional.ofNullable(hold)
                .filter(one -> one.until().isAfter(now))
                .map(one -> one.reason() + " (" + Shown.person(one.by()) + ", until "
                        + Moment.of(one.until(), now).exact() + ")")
                .map(text -> Shown.text(text, Shown.BLOCK))
                .orElse(null);
    }

    private List<FindingRow> alike(Finding finding, Instant now) {
        Predicate<FindingSummary> other = one -> one.rule().equals(finding.rule())
                && !one.id().equals(finding.id().value());
        return parts
                .desk()
                .book()
                .search(new Shelf(/* open= */ true, Shelf.By.RULE, finding.rule()), other, null, MOST_ALIKE)
                .items()
                .stream()
                .map(one -> FindingRow.of(one, now))
                .toList();
    }

    /** In the order of happening, from the change that began this round; of a very long story the last part. */
    private static List<StoryLine> story(FindingFile file, Names names, Instant now) {
        List<TimelineEntry> entries = file.timeline();
        List<StoryLine> lines = new ArrayList<>();
        Cause cause = file.finding().cause();
        int round = file.finding().round();
        boolean told = false;
        for (TimelineEntry entry : entries.subList(Math.max(0, entries.size() - MOST_STORY), entries.size())) {
            if (cause != null && !told && entry.round() == round) {
                lines.add(StoryLine.of(cause, now));
                told = true;
            }
            lines.add(StoryLine.of(entry, names, now));
        }
        return lines;
    }
}
