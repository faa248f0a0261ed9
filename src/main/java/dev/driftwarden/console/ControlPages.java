package dev.driftwarden.console;

import dev.driftwarden.console.ControlsView.FreezeView;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.KillSwitchDesk;
import dev.driftwarden.policy.Freeze;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.time.Instant;
import java.util.List;

/** What decides how far the bot may go: the kill switch and the policy. */
final class ControlPages {
    private final SiteParts parts;
    private final Replies replies;
    private final KillSwitchDesk killSwitch;

    ControlPages(SiteParts parts, Replies replies) {
        this.parts = parts;
        this.replies = replies;
        this.killSwitch = new KillSwitchDesk(parts.desk());
    }

    Section section() {
        return Section.of("controls", "Controls", 60)
                .page("/controls", this::show)
                .action("/kill-switch", this::set)
                .notice("kill-switch", "The kill switch is set.");
    }

    private WebResponse show(Visit visit) {
        return replies.page(visit, "controls", "Controls", /* live= */ false, view(visit));
    }

    private WebResponse set(Visit visit, Form form) {
        Answer answer = killSwitch.set(
                form.field("on").equals("true"),
                visit.person(),
                form.field("reason").strip());
        return replies.answer(visit, answer, "/console/controls", "kill-switch");
    }

    private List<String> policyProblems() {
        return parts.policyProblems().get().stream()
                .map(text -> Shown.text(text, Shown.BLOCK))
                .toList();
    }

    private ControlsView view(Visit visit) {
        Policy policy = parts.desk().policy().get();
        String killSwitch = parts.desk()
                .controls()
                .killSwitch()
                .map(on -> on.by() + ", " + Moment.of(on.since(), visit.now()).exact() + ": " + on.reason())
                .map(text -> Shown.text(text, Shown.BLOCK))
                .orElse(null);
        return new ControlsView(
                killSwitch,
                parts.mayAdminister(visit.person()),
                policy.version(),
                policy.defaultMode().toString(),
                policy.modes().stream().map(ControlPages::line).toList(),
                policy.freezes().stream()
                        .map(freeze -> freeze(freeze, visit.now()))
                        .toList(),
                policyProblems());
    }

    private static FreezeView freeze(Freeze freeze, Instant now) {
        String where = freeze.scope() == null ? "" : " in " + freeze.scope();
        return new FreezeView(
                Shown.text(freeze.name(), Shown.LINE),
                Shown.text(freeze.times().text() + where, Shown.BLOCK),
                freeze.times().until(now).map(end -> Moment.of(end, now)).orElse(null));
    }

    static String line(Policy.ModeEntry entry) {
        StringBuilder text = new StringBuilder(entry.text());
        if (entry.scope() != null) {
            text.append(" in ").append(entry.scope());
        }
        if (!entry.tags().isEmpty()) {
            text.append(" tagged ").append(entry.tags());
        }
        if (!entry.severities().isEmpty()) {
            text.append(" of severity ").append(entry.severities());
        }
        return Shown.text(text + ": " + entry.mode(), Shown.BLOCK);
    }
}
