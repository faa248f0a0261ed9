package dev.driftwarden.engine;

import dev.driftwarden.engine.Answer.Done;
import dev.driftwarden.engine.Answer.Reason;
import dev.driftwarden.engine.Answer.Refused;
import dev.driftwarden.ledger.Controls.KillSwitch;
import dev.driftwarden.policy.NoticeKind;
import dev.driftwarden.telemetry.Signals;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops every write of the bot, or lets it write again, on an administrator's word. */
public final class KillSwitchDesk {
    /** The app role that may do this. */
    public static final String ROLE = "Driftwarden.Admin";

    private static final Logger LOG = LoggerFactory.getLogger(KillSwitchDesk.class);

    private final Desk desk;

    public KillSwitchDesk(Desk desk) {
        this.desk = desk;
    }

    /**
     * Turns the kill switch on or off. Off is audited like on.
     *
     * @param reason required, at most 2,000 characters
     */
    public Answer set(boolean on, Person person, String reason) {
        return trySet(on, person, reason).audited(desk.audit(), person, "bot");
    }

    private Answer trySet(boolean on, Person person, String reason) {
        if (!person.holds(ROLE)) {
            return new Refused(Reason.FORBIDDEN, "Only people with the role " + ROLE + " may use the kill switch.");
        }
        if (reason.isBlank() || reason.length() > 2000) {
            return new Refused(Reason.INVALID, "The kill switch needs a reason of at most 2,000 characters.");
        }
        String kind = on ? "kill-switch-on" : "kill-switch-off";
        desk.audit().append(kind, person.label(), "bot", Map.of("reason", reason));
        desk.controls()
                .setKillSwitch(
                        new KillSwitch(on, person.label(), reason, desk.clock().instant()));
        desk.outward()
                .tell(
                        on ? NoticeKind.KILL_SWITCH_ON : NoticeKind.KILL_SWITCH_OFF,
                        on ? "Kill switch on" : "Kill switch off",
                        person.label() + ": " + reason);
        LOG.warn(Signals.KILL_SWITCH, on ? "on" : "off");
        return new Done(on ? "The bot writes nothing from now on." : "The bot may write again.");
    }
}
