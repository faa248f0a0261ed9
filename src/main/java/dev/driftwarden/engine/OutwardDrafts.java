package dev.driftwarden.engine;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.TimelineEntry;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.Ticket;
import dev.driftwarden.policy.Outreach.Tickets;
import dev.driftwarden.rule.Evidence;
import dev.driftwarden.ticket.TicketDraft;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what a ticket outside is to say. */
final class OutwardDrafts {
    private static final int MOST_LISTED = 200;
    private static final int LONGEST_VALUE = 500;
    private static final int LONGEST_BODY = 20_000;

    private final Desk desk;
    private final OutwardParts parts;

    OutwardDrafts(Desk desk, OutwardParts parts) {
        this.desk = desk;
        this.parts = parts;
    }

    /** As long as every key of a ticket, and never a finding's. */
    static String groupKey(String rule, Instant begin) {
        return "many-" + hash(rule + "|" + begin.getEpochSecond()).substring(0, 24);
    }

    /** The built-in ticket that the finding last had. */
    Optional<Ticket> ticket(Finding finding) {
        return desk.book().ticket(finding.id(), finding.round());
    }

    TicketDraft single(Finding finding, boolean open, Tickets settings) {
        List<TimelineEntry> story = desk.book().timeline(finding.id());
        return new TicketDraft(
                finding.id().value(),
                finding.title() + ": " + finding.resourceName(),
                body(finding),
                finding.severity(),
                open,
                open ? "" : outcome(finding, story),
                finding.resource().path(),
                finding.rule(),
                assignee(finding, story, settings),
                parts.page("/console/findings/" + finding.id()));
    }

    /** One ticket with a list, for many findings of one rule. */
    TicketDraft group(String key, Finding one, Predicate<Finding> open) {
        List<Finding> members = Stream.concat(
                        Stream.of(one),
                        desk.outside().members(key).stream()
                                .filter(id -> !id.equals(one.id()))
                                .flatMap(id -> desk.book().find(id).map(Held::value).stream()))
                .toList();
        boolean any = members.stream().anyMatch(open);
        String list = members.stream()
                .limit(MOST_LISTED)
                .map(member -> (open.test(member) ? "[ ] " : "[x] ")
                        + member.resource().path() + " (" + member.state() + ")")
                .sorted()
                .collect(Collectors.joining("\n"));
        String more = members.size() > MOST_LISTED ? "\n… and " + (members.size() - MOST_LISTED) + " more" : "";
        return new TicketDraft(
                key,
                one.title() + ": " + members.size() + " resources",
                cut("Many resources drift in the same way (" + one.rule() + ").\n\n" + list + more),
                one.severity(),
                any,
                any ? "" : "All of them are closed:\n" + list,
                members.size() + " resources",
                one.rule(),
                null,
                parts.page("/console/findings?rule=" + one.rule()));
    }

    /** Of what it says; Azure gives the same id now in this case, now in that, which is no change. */
    static String digest(TicketDraft draft) {
        String text = draft.title() + "\n" + draft.body() + "\n" + draft.severity() + "\n" + draft.assignee();
        return hash(text.toLowerCase(Locale.ROOT));
    }

    private String body(Finding finding) {
        StringBuilder body = new StringBuilder(finding.message());
        body.append("\n\nResource: ").append(finding.resource().path());
        body.append("\nSeverity: ").append(finding.severity());
        body.append("\nRule: ").append(finding.rule());
        body.append("\nChanged by: ").append(OutwardMessages.who(finding));
        if (!finding.evidence().isEmpty()) {
            body.append("\n\nEvidence:");
            finding.evidence().forEach(seen -> body.append("\n- ").append(value(seen)));
        }
        ticket(finding)
                .map(Ticket::body)
                .ifPresent(text -> body.append("\n\nWhy a person has it:\n").append(text));
        return cut(body.toString());
    }

    private static String value(Evidence seen) {
        String value = seen.value().isMissingNode() ? "(absent)" : seen.value().toString();
        return seen.path() + " = " + (value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value);
    }

    /** What happened last, which is why it is closed. */
    private static String outcome(Finding finding, List<TimelineEntry> story) {
        String last = story.stream()
                .skip(Math.max(0, story.size() - 3))
                .map(line -> line.at() + " " + line.kind() + ": " + line.text())
                .collect(Collectors.joining("\n"));
        return cut("The finding is " + finding.state() + ".\n" + last);
    }

    private static @Nullable String assignee(Finding finding, List<TimelineEntry> story, Tickets settings) {
        String owner = Owner.in(story);
        Finding.Cause cause = finding.cause();
        String actor = cause == null ? null : cause.actor().objectId();
        return Stream.of(Optional.of(owner), Optional.ofNullable(actor))
                .flatMap(Optional::stream)
                .flatMap(who -> settings.assignee(who).stream())
                .findFirst()
                .orElse(null);
    }

    private static String cut(String text) {
        return text.length() > LONGEST_BODY ? text.substring(0, LONGEST_BODY) + "\n…" : text;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
