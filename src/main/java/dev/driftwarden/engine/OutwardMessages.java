package dev.driftwarden.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.engine.OutwardJob.Digest;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.OutwardBook.HeldBack;
import dev.driftwarden.notify.Message;
import dev.driftwarden.notify.Message.Fact;
import dev.driftwarden.notify.Message.Question;
import dev.driftwarden.notify.Notice;
import dev.driftwarden.plan.FieldDiff;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in a message what somebody has to know at three in the morning: what, who, what the fix changes, what it may break, undo. */
final class OutwardMessages {
    private static final int MOST_CHANGES = 10;
    private static final int LONGEST_VALUE = 200;

    private final Desk desk;
    private final OutwardParts parts;

    OutwardMessages(Desk desk, OutwardParts parts) {
        this.desk = desk;
        this.parts = parts;
    }

    Message of(Notice notice, Optional<Finding> finding) {
        Optional<Plan> plan =
                finding.map(Finding::planId).flatMap(desk.book()::plan).map(Held::value);
        return new Message(
                notice.id(),
                notice.kind().toString(),
                notice.at(),
                finding.map(Finding::severity).orElse(null),
                notice.title(),
                notice.text(),
                finding.map(found -> facts(found, plan)).orElse(List.of()),
                plan.map(OutwardMessages::changes).orElse(List.of()),
                List.of(),
                parts.page(
                        finding.map(found -> "/console/findings/" + found.id()).orElse("/console")),
                question(finding, plan));
    }

    Message digest(Digest digest, List<HeldBack> items) {
        return new Message(
                "digest-" + digest.channel() + "-" + digest.due().getEpochSecond(),
                "digest",
                desk.clock().instant(),
                null,
                items.size() == 1 ? "One notice" : items.size() + " notices",
                "Held back until now because there were many, or because of quiet hours.",
                List.of(),
                List.of(),
                items.stream().map(HeldBack::line).toList(),
                parts.page("/console/findings"),
                null);
    }

    /** What a digest says of one notice. */
    String line(Notice notice, Optional<Finding> finding) {
        String severity = finding.map(Finding::severity).map(Severity::toString).orElse("bot");
        return notice.kind() + " (" + severity + "): " + notice.title();
    }

    private static @Nullable Question question(Optional<Finding> finding, Optional<Plan> plan) {
        return finding.filter(found -> found.state() == FindingState.AWAITING_APPROVAL)
                .flatMap(found -> plan)
                .map(asked -> new Question(asked.id(), asked.hash()))
                .orElse(null);
    }

    private static List<Fact> facts(Finding finding, Optional<Plan> plan) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Resource", finding.resource().path()));
        facts.add(new Fact("Severity", finding.severity().toString()));
        facts.add(new Fact("Rule", finding.rule()));
        facts.add(new Fact("State", finding.state().toString()));
        facts.add(new Fact("Changed by", who(finding)));
        plan.ifPresent(fix -> {
            facts.add(new Fact("May break", fix.breaks().isBlank() ? "Nothing is known to break." : fix.breaks()));
            facts.add(new Fact("Undo", undo(fix)));
        });
        return facts;
    }

    static String who(Finding finding) {
        Finding.Cause cause = finding.cause();
        return cause == null
                ? "not known: no event told of it, the bot found it by looking"
                : cause.actor().name() + ", " + cause.operation() + ", " + cause.occurredAt();
    }

    private static String undo(Plan plan) {
        String first = plan.reversible() ? "In the console, with one button." : "It cannot be undone.";
        return plan.undoNote().isBlank() ? first : first + " " + plan.undoNote();
    }

    private static List<String> changes(Plan plan) {
        List<String> lines = plan.diff().stream()
                .limit(MOST_CHANGES)
                .map(OutwardMessages::change)
                .toList();
        int more = plan.diff().size() - lines.size();
        return more <= 0 ? lines : with(lines, "… and " + more + " more");
    }

    private static List<String> with(List<String> lines, String last) {
        List<String> all = new ArrayList<>(lines);
        all.add(last);
        return all;
    }

    private static String change(FieldDiff diff) {
        String field = diff.path().isEmpty() ? diff.target().name() : diff.path();
        return field + ": " + value(diff.before()) + " → " + value(diff.after());
    }

    private static String value(@Nullable JsonNode value) {
        String text = value == null || value.isMissingNode() ? "(absent)" : value.toString();
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
    }
}
