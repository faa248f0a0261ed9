package dev.driftwarden.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.console.FindingView.ReasonView;
import dev.driftwarden.decision.Decision;
import dev.driftwarden.engine.Person;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Hold;
import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.rule.Evidence;
import dev.driftwarden.site.FindingFile;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what a finding's page shows. */
final class FindingViews {
    private static final int MOST_STORY = 200;

    private final SiteParts parts;

    FindingViews(SiteParts parts) {
        this.parts = parts;
    }

    FindingView view(FindingFile file, Person person, Instant now) {
        Finding finding = file.finding();
        return new FindingView(
                FindingRow.of(finding, now),
                Shown.text(finding.resource().path(), Shown.BLOCK),
                now(finding.state()),
                Shown.text(finding.message(), Shown.BLOCK),
                cause(finding.cause()),
                finding.cause() == null ? null : Moment.of(finding.cause().occurredAt(), now),
                finding.evidence().stream().map(FindingViews::evidence).toList(),
                finding.notes().stream()
                        .map(note -> Shown.text(note, Shown.BLOCK))
                        .toList(),
                reasons(finding.decision()),
                file.plan() == null ? null : PlanView.of(file.plan()),
                ticket(file.ticket()),
                hold(file.hold(), now),
                story(file, now),
                file.related().stream().map(other -> FindingRow.of(other, now)).toList(),
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
                ? "Nobody is known: a look at everything found it."
                : Shown.text(cause.actor().name() + " did " + cause.operation(), Shown.LINE);
    }

    private static String evidence(Evidence evidence) {
        JsonNode value = evidence.value();
        String shown = value.isMissingNode() ? "(absent)" : value.toString();
        return Shown.text(evidence.path() + " = " + shown, Shown.BLOCK);
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
                .map(one -> one.reason() + " (" + one.by() + ", until "
                        + Moment.of(one.until(), now).exact() + ")")
                .map(text -> Shown.text(text, Shown.BLOCK))
                .orElse(null);
    }

    /** Newest first, for that is what is looked for. */
    private static List<StoryLine> story(FindingFile file, Instant now) {
        List<StoryLine> lines = new ArrayList<>(file.timeline().stream()
                .skip(Math.max(0, file.timeline().size() - MOST_STORY))
                .map(entry -> StoryLine.of(entry, now))
                .toList());
        Collections.reverse(lines);
        return lines;
    }
}
