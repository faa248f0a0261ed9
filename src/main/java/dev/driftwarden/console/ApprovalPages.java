package dev.driftwarden.console;

import dev.driftwarden.console.BatchResultView.Refusal;
import dev.driftwarden.console.BatchView.Question;
import dev.driftwarden.console.InboxView.Group;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.ApprovalBatch;
import dev.driftwarden.engine.ApprovalDesk;
import dev.driftwarden.engine.BatchDesk;
import dev.driftwarden.ledger.Approval;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.site.Urls;
import dev.driftwarden.web.WebResponse;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What waits for somebody's answer: by rule, and of one rule many at once. */
final class ApprovalPages {
    private static final String PATH = "/console/approvals";
    private static final int PAGE = 25;

    private final SiteParts parts;
    private final Replies replies;
    private final BatchDesk desk;

    ApprovalPages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
        this.desk = new BatchDesk(parts.desk(), new ApprovalDesk(parts.desk()));
    }

    Section section() {
        return Section.of("approvals", "Approvals", 20)
                .page("/approvals", this::inbox)
                .page("/approvals/of/{rule}", this::batch)
                .action("/approvals/of/{rule}", this::answer)
                .notice("batch-approve", "Your approvals are recorded: the fixes are being written.")
                .notice("batch-reject", "Rejected: nothing is written.");
    }

    private WebResponse inbox(Visit visit) {
        Inbox inbox = Inbox.read(parts.desk().book());
        InboxView view = new InboxView(
                inbox.byRule().stream().map(group -> group(group, visit.now())).toList(),
                inbox.questions().size(),
                inbox.more());
        return replies.page(visit, "approvals", "Approvals", /* live= */ true, view);
    }

    private static Group group(List<Approval> alike, Instant now) {
        Approval worst = Inbox.worst(alike);
        boolean one = alike.size() == 1;
        Instant ends = alike.stream()
                .map(Approval::expiresAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new Group(
                worst.rule(),
                Shown.text(one ? worst.title() : kind(worst), Shown.LINE),
                one ? Addresses.finding(worst.findingId().value()) : address(worst.rule()),
                worst.severity().toString(),
                alike.size(),
                Moment.of(alike.get(0).askedAt(), now),
                Moment.of(ends, now));
    }

    /** The title without the resource's name, which stands behind the last colon. */
    private static String kind(Approval asked) {
        int colon = asked.title().lastIndexOf(": ");
        return colon < 0 ? asked.title() : asked.title().substring(0, colon);
    }

    private static String address(String rule) {
        return PATH + "/of/" + Urls.encode(rule);
    }

    private WebResponse batch(Visit visit) {
        String rule = visit.variable("rule");
        List<Approval> alike = Inbox.read(parts.desk().book()).of(rule);
        int from = Math.min(
                visit.parameters(Set.of("from", "ticked", Sections.NOTICE)).number("from", 0, 10_000, 0), alike.size());
        int to = Math.min(from + PAGE, alike.size());
        boolean ticked = visit.request().parameter("ticked").isPresent();
        BatchView view = new BatchView(
                Shown.text(rule, Shown.LINE),
                alike.subList(from, to).stream()
                        .map(asked -> question(asked, visit))
                        .toList(),
                alike.size(),
                here(rule, from, /* ticked= */ true),
                ticked,
                parts.mayApprove(visit.person()),
                to < alike.size() ? here(rule, to, /* ticked= */ false) : null);
        return replies.page(visit, "batch", "Decide together", /* live= */ false, view);
    }

    private static String here(String rule, int from, boolean ticked) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("from", from == 0 ? "" : Integer.toString(from));
        parameters.put("ticked", ticked ? "all" : "");
        return Urls.with(address(rule), parameters);
    }

    private Question question(Approval asked, Visit visit) {
        Optional<Plan> plan = parts.desk().book().plan(asked.planId()).map(Held::value);
        String place = plan.map(Plan::resource).map(FindingRow::place).orElse("");
        String votes = asked.needed() > 1 ? " · " + asked.approvals() + " of " + asked.needed() + " approvals" : "";
        return new Question(
                asked.planId(),
                asked.planId() + " " + asked.planHash(),
                Shown.text(asked.title(), Shown.LINE),
                Addresses.finding(asked.findingId().value()),
                asked.severity().toString(),
                place + votes + " · ends "
                        + Moment.of(asked.expiresAt(), visit.now()).distance(),
                plan.map(PlanView::changes).orElse(List.of()),
                asked.undoesAChangeOf(visit.person().objectId()));
    }

    private WebResponse answer(Visit visit, Form form) {
        String rule = visit.variable("rule");
        boolean approve = !form.field("answer").equals("reject");
        List<ApprovalBatch.Item> items =
                form.all("plan").stream().map(ApprovalPages::item).toList();
        ApprovalBatch batch =
                new ApprovalBatch(rule, approve, form.field("reason").strip(), items, Set.of());
        Optional<Answer.Refused> refused = desk.refusal(batch, visit.person());
        if (refused.isPresent()) {
            return replies.refused(visit.person(), refused.get(), address(rule));
        }
        List<ApprovalBatch.Result> results = desk.answer(batch, visit.person());
        List<Refusal> refusals = results.stream()
                .flatMap(result -> result
                        .answer()
                        .match(done -> Optional.<Refusal>empty(), no -> Optional.of(refusal(result.planId(), no)))
                        .stream())
                .toList();
        return refusals.isEmpty()
                ? replies.seeOther(PATH, approve ? "batch-approve" : "batch-reject")
                : replies.page(
                        visit,
                        "batched",
                        "Not all were decided",
                        /* live= */ false,
                        new BatchResultView(address(rule), results.size() - refusals.size(), refusals));
    }

    private static ApprovalBatch.Item item(String answered) {
        int space = answered.indexOf(' ');
        return space < 0
                ? new ApprovalBatch.Item(answered, "")
                : new ApprovalBatch.Item(answered.substring(0, space), answered.substring(space + 1));
    }

    private Refusal refusal(String planId, Answer.Refused refused) {
        Optional<Approval> asked = parts.desk().book().approval(planId).map(Held::value);
        return new Refusal(
                Shown.text(asked.map(Approval::title).orElse(planId), Shown.LINE),
                asked.map(one -> Addresses.finding(one.findingId().value())).orElse(PATH),
                Shown.text(refused.text(), Shown.BLOCK));
    }
}
