package dev.driftwarden.engine;

import dev.driftwarden.ledger.ConsoleExemption;
import dev.driftwarden.ledger.SeenExemption;
import dev.driftwarden.ledger.SeenTag;
import dev.driftwarden.policy.Exemption;
import dev.driftwarden.policy.NoticeKind;
import dev.driftwarden.policy.RulePattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces exemptions before they end, and lets those that have ended be decided about anew. */
public final class ExemptionWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ExemptionWatch.class);
    private static final Duration TAGS_KEPT = Duration.ofDays(8);

    private final Desk desk;
    private final Relook relook;

    public ExemptionWatch(Desk desk) {
        this.desk = desk;
        this.relook = new Relook(desk);
    }

    /** Does what is due; each announcement is made once. */
    public void run() {
        Instant now = desk.clock().instant();
        for (ConsoleExemption one : desk.exemptions().active()) {
            if (one.until().isAfter(now)) {
                announce("console", one.rules(), one.scope().path(), one.owner(), one.until());
            } else {
                ended(one, now);
            }
        }
        for (Exemption one : desk.policy().get().exemptions()) {
            String where = one.scope() == null ? "everywhere" : one.scope().path();
            announce("policy", one.rules().text(), where, one.owner(), one.until());
        }
        for (SeenTag tag : desk.exemptions().tags()) {
            if (tag.until() != null && tag.owner() != null) {
                announce("tag", String.join(", ", tag.rules()), tag.resource().path(), tag.owner(), tag.until());
            }
        }
        for (SeenExemption one : desk.exemptions().ofAzure()) {
            if (one.problem() == null && one.until() != null && one.owner() != null) {
                announce("azure", String.join(", ", one.rules()), one.id(), one.owner(), one.until());
            }
        }
        desk.exemptions().forgetBefore(now.minus(TAGS_KEPT));
    }

    private void announce(String source, String rules, String where, String owner, Instant until) {
        Instant now = desk.clock().instant();
        List<Duration> due = desk.policy().get().exemptionSources().announceBefore().stream()
                .filter(before -> until.isAfter(now) && !until.minus(before).isAfter(now))
                .toList();
        // Of several that are due at once, one is said; the others count as said.
        Optional<Duration> nearest = due.stream().min(Comparator.naturalOrder());
        boolean news = false;
        for (Duration before : due) {
            String what = String.join("|", source, rules, where, owner, until.toString(), before.toString());
            news |= desk.exemptions().announce(what, until) && before.equals(nearest.orElse(null));
        }
        if (news) {
            String text = "The exemption of " + rules + " at " + where + " (by " + source + ", owner " + owner
                    + ") ends at " + until + ".";
            desk.audit()
                    .append(
                            "exemption-ending",
                            "driftwarden",
                            "exemptions",
                            Map.of("rules", rules, "scope", where, "owner", owner, "until", until.toString()));
            desk.outward().tell(NoticeKind.EXEMPTION_EXPIRING, "An exemption ends soon", text);
            LOG.info("exemption ends soon source={} rules={} until={}", source, rules, until);
        }
    }

    private void ended(ConsoleExemption one, Instant now) {
        boolean mine = desk.exemptions()
                .find(one.id())
                .map(held -> desk.exemptions()
                        .end(held, new ConsoleExemption.Ending("driftwarden", "its time is over", now)))
                .orElse(false);
        if (mine) {
            desk.audit().append("exemption-ended", "driftwarden", one.id(), Map.of("reason", "its time is over"));
            relook.at(RulePattern.of(one.rules()), one.scope());
        }
    }
}
