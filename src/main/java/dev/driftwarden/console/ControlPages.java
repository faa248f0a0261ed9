package dev.driftwarden.console;

import dev.driftwarden.console.ControlsView.FreezeView;
import dev.driftwarden.engine.Answer;
import dev.driftwarden.engine.KillSwitchDesk;
import dev.driftwarden.policy.Freeze;
import dev.driftwarden.site.Form;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.SiteParts;
import dev.driftwarden.web.WebResponse;
import java.time.Instant;

/** What stops the bot. */
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

    private ControlsView view(Visit visit) {
        String killSwitch = parts.desk()
                .controls()
                .killSwitch()
                .map(on -> Shown.person(on.by()) + ", "
                        + Moment.of(on.since(), visit.now()).exact() + ": " + on.reason())
                .map(text -> Shown.text(text, Shown.BLOCK))
                .orElse(null);
        return new ControlsView(
                killSwitch,
                parts.mayAdminister(visit.person()),
                parts.desk().policy().get().freezes().stream()
                        .map(freeze -> freeze(freeze, visit.now()))
                        .toList());
    }

    private static FreezeView freeze(Freeze freeze, Instant now) {
        String where = freeze.scope() == null ? "" : " in " + freeze.scope();
        return new FreezeView(
                Shown.text(freeze.name(), Shown.LINE),
                Shown.text(freeze.times().text() + where, Shown.BLOCK),
                freeze.times().until(now).map(end -> Moment.of(end, now)).orElse(null));
    }
}
