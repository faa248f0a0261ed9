package dev.driftwarden.console;

import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.ApprovalDesk;
import dev.driftwarden.engine.HoldDesk;
import dev.driftwarden.engine.KillSwitchDesk;
import dev.driftwarden.engine.UndoDesk;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.Origins;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people do with the forms. Only a form that this console made for this very person is taken. */
final class Actions {
    private static final List<String> HOLD_HOURS = List.of("1", "8", "24", "168", "720");

    private final SiteParts parts;
    private final Replies replies;
    private final ApprovalDesk approvals;
    private final UndoDesk undo;
    private final HoldDesk hold;
    private final KillSwitchDesk killSwitch;

    Actions(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
        this.approvals = new ApprovalDesk(parts.desk());
        this.undo = new UndoDesk(parts.desk());
        this.hold = new HoldDesk(parts.desk());
        this.killSwitch = new KillSwitchDesk(parts.desk());
    }

    WebResponse act(Visit visit) {
        Optional<Form> form = Form.of(visit.request());
        if (Origins.foreign(visit.request())
                || form.isEmpty()
                || !parts.formToken().fits(visit.person(), form.get().field("token"))) {
            return replies.foreign(visit.person());
        }
        List<String> path = visit.segments();
        if (path.size() == 3 && path.get(0).equals("findings")) {
            return onFinding(visit, path.get(1), path.get(2), form.get());
        }
        if (path.size() == 3 && path.get(0).equals("rejections")) {
            return onRejection(visit, path.get(1), path.get(2), form.get());
        }
        return switch (String.join("/", path)) {
            case "kill-switch" -> killSwitch(visit, form.get());
            case "practice" -> practice(visit, form.get());
            default -> replies.notFound(visit.person());
        };
    }

    private WebResponse onFinding(Visit visit, String id, String action, Form form) {
        Optional<FindingId> finding = FindingId.tryParse(id);
        Optional<Answer> answer = finding.flatMap(known -> answer(visit, known, action, form));
        return answer.map(given -> reply(visit, given, Addresses.finding(id), action))
                .orElseGet(() -> replies.notFound(visit.person()));
    }

    private WebResponse onRejection(Visit visit, String id, String action, Form form) {
        if (!id.matches("[0-9a-f]{32}")) {
            return replies.notFound(visit.person());
        }
        String back = Addresses.rejection(id);
        return switch (action) {
            case "replay" -> reply(visit, parts.poison().replay(id, visit.person()), back, action);
            case "drop" -> {
                String reason = form.field("reason").strip();
                yield reply(visit, parts.poison().drop(id, visit.person(), reason), back, action);
            }
            default -> replies.notFound(visit.person());
        };
    }

    private Optional<Answer> answer(Visit visit, FindingId finding, String action, Form form) {
        String reason = form.field("reason").strip();
        return switch (action) {
            case "approve", "reject" ->
                Optional.of(approvals.answer(
                        form.field("plan"), form.field("hash"), action.equals("approve"), visit.person(), reason));
            case "undo" ->
                Optional.of(
                        form.field("force").equals("yes")
                                ? undo.force(finding, visit.person(), reason, holdFor(form))
                                : undo.undo(finding, visit.person(), reason, holdFor(form)));
            case "hold" -> Optional.of(hold.hold(finding, visit.person(), reason, holdFor(form)));
            default -> Optional.empty();
        };
    }

    /** One of the lengths that the form offers; a day for anything else. */
    private static Duration holdFor(Form form) {
        String hours = form.field("hours");
        return Duration.ofHours(HOLD_HOURS.contains(hours) ? Long.parseLong(hours) : 24);
    }

    private WebResponse killSwitch(Visit visit, Form form) {
        Answer answer = killSwitch.set(
                form.field("on").equals("true"),
                visit.person(),
                form.field("reason").strip());
        return reply(visit, answer, "/console/controls", "kill-switch");
    }

    private WebResponse practice(Visit visit, Form form) {
        return parts.scenarios().run(form.field("scenario"))
                ? seeOther("/console", "practice")
                : replies.notFound(visit.person());
    }

    private WebResponse reply(Visit visit, Answer answer, String back, String done) {
        return answer.match(given -> seeOther(back, done), refused -> replies.refused(visit.person(), refused, back));
    }

    /** Going back or reloading afterwards sends nothing again. */
    private static WebResponse seeOther(String path, String done) {
        return new WebResponse(303, Map.of("Location", path + "?" + Notices.PARAMETER + "=" + done), "");
    }
}
