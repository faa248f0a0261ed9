package dev.driftwarden.engine;

import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.notify.Notice;
import dev.driftwarden.policy.Channel;
import dev.driftwarden.policy.NoticeRoute;
import dev.driftwarden.policy.Outreach;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds out whom a notice concerns. */
final class OutwardRouting {
    private final Desk desk;

    OutwardRouting(Desk desk) {
        this.desk = desk;
    }

    /** The channels that a notice goes to, each once. */
    List<Channel> channels(Notice notice) {
        FindingId id = notice.findingId();
        Outreach outreach = desk.policy().get().outreach();
        if (id == null) {
            return channels(outreach, route -> route.takes(notice.kind()));
        }
        Optional<Finding> finding = desk.book().find(id).map(Held::value);
        String owner = Owner.in(desk.book().timeline(id));
        return finding.map(found -> channels(
                        outreach,
                        route -> route.takes(notice.kind(), found.severity(), found.rule(), found.resource(), owner)))
                .orElse(List.of());
    }

    private static List<Channel> channels(Outreach outreach, Predicate<NoticeRoute> taken) {
        return outreach.routes().stream()
                .filter(taken)
                .flatMap(route -> route.channels().stream())
                .distinct()
                .flatMap(name -> outreach.channel(name).stream())
                .toList();
    }
}
