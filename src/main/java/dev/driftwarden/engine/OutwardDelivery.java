package dev.driftwarden.engine;

import dev.driftwarden.engine.OutwardJob.Deliver;
import dev.driftwarden.engine.OutwardJob.Digest;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.finding.FindingState;
import dev.driftwarden.ledger.Held;
import dev.driftwarden.ledger.OutwardBook.HeldBack;
import dev.driftwarden.notify.Messenger;
import dev.driftwarden.notify.Notice;
import dev.driftwarden.policy.Channel;
import dev.driftwarden.policy.Flood;
import dev.driftwarden.policy.NoticeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives notices to channels: one by one, or, when they are many or the hours are quiet, together as a digest. */
final class OutwardDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(OutwardDelivery.class);

    /** So long after its time a digest is made, so that what was held back at the last moment is in it. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final Desk desk;
    private final Messenger messenger;
    private final OutwardMessages messages;

    OutwardDelivery(Desk desk, Messenger messenger, OutwardMessages messages) {
        this.desk = desk;
        this.messenger = messenger;
        this.messages = messages;
    }

    void deliver(Deliver job) {
        Notice notice = job.notice();
        Optional<Channel> channel = desk.policy().get().outreach().channel(job.channel());
        Optional<Finding> finding = Optional.ofNullable(notice.findingId()).flatMap(this::finding);
        if (channel.isEmpty() || settled(notice, finding) || told(job)) {
            LOG.info("notice not needed any more channel={} id={}", job.channel(), notice.id());
            return;
        }
        Optional<Instant> later = heldBackUntil(channel.get(), notice, finding);
        if (later.isPresent()) {
            holdBack(channel.get(), notice, finding, later.get());
        } else {
            messenger.send(channel.get(), messages.of(notice, finding));
            desk.outside().worked(job.channel());
        }
        desk.outside().tell(job.channel(), notice.id(), notice.at());
    }

    private Optional<Finding> finding(FindingId id) {
        return desk.book().find(id).map(Held::value);
    }

    private boolean told(Deliver job) {
        return desk.outside()
                .told(job.channel(), job.notice().id(), job.notice().at());
    }

    /** Nobody is asked what somebody has answered. */
    private static boolean settled(Notice notice, Optional<Finding> finding) {
        return notice.kind() == NoticeKind.APPROVAL_NEEDED
                && finding.filter(found -> found.state() == FindingState.AWAITING_APPROVAL)
                        .isEmpty();
    }

    private Optional<Instant> heldBackUntil(Channel channel, Notice notice, Optional<Finding> finding) {
        Instant now = desk.clock().instant();
        Optional<Instant> quiet = Optional.ofNullable(channel.quiet())
                .flatMap(hours -> hours.end(now, finding.map(Finding::severity).orElse(null)));
        return quiet.or(() -> flooded(channel, notice, now));
    }

    private Optional<Instant> flooded(Channel channel, Notice notice, Instant now) {
        Flood flood = channel.flood();
        Instant begin = flood.begin(now);
        int count = desk.outside().count("notice|" + channel.name(), begin, notice.id());
        return count > flood.moreThan() ? Optional.of(begin.plus(flood.within())) : Optional.empty();
    }

    private void holdBack(Channel channel, Notice notice, Optional<Finding> finding, Instant due) {
        String line = messages.line(notice, finding);
        if (desk.outside().holdBack(channel.name(), due, new HeldBack(notice.id(), line))) {
            Duration wait = Duration.between(desk.clock().instant(), due.plus(SLACK));
            desk.outward().send(OutwardJob.first(new Digest(channel.name(), due)), wait);
        }
    }

    void digest(Digest job) {
        Optional<Channel> channel = desk.policy().get().outreach().channel(job.channel());
        List<HeldBack> items = desk.outside().heldBack(job.channel(), job.due());
        if (channel.isEmpty() || items.isEmpty()) {
            return;
        }
        messenger.send(channel.get(), messages.digest(job, items));
        desk.outside().worked(job.channel());
        desk.outside().release(job.channel(), job.due());
    }
}
