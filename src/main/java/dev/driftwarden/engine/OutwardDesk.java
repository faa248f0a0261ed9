package dev.driftwarden.engine;

import dev.driftwarden.engine.OutwardJob.Announce;
import dev.driftwarden.notify.Messenger;
import dev.driftwarden.outbound.OutboundException;
import dev.driftwarden.outbound.OutboundException.Kind;
import dev.driftwarden.policy.Channel;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is to be told to the outside. Whoever does not answer is asked again, later and later or when they said, for about half
 * a day; then the message is set aside for a person, and health shows who does not answer from the beginning.
 */
public final class OutwardDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OutwardDesk.class);
    private static final List<Duration> WAITS =
            List.of(30, 60, 120, 300, 900, 1_800, 3_600, 7_200, 14_400, 14_400).stream()
                    .map(Duration::ofSeconds)
                    .toList();

    private final Desk desk;
    private final Messenger messenger;
    private final OutwardRouting routing;
    private final OutwardDelivery delivery;
    private final OutwardTickets tickets;

    public OutwardDesk(Desk desk, OutwardParts parts) {
        this.desk = desk;
        this.messenger = parts.messenger();
        OutwardMessages messages = new OutwardMessages(desk, parts);
        this.routing = new OutwardRouting(desk);
        this.delivery = new OutwardDelivery(desk, parts.messenger(), messages);
        this.tickets = new OutwardTickets(desk, parts);
    }

    /** Does one job. Safe to repeat: what was told is not told again, and no second ticket is made. */
    public void handle(OutwardJob job) {
        job.work()
                .match(
                        this::announce,
                        deliver -> attempt(job, deliver.channel(), () -> delivery.deliver(deliver)),
                        digest -> attempt(job, digest.channel(), () -> delivery.digest(digest)),
                        mirror -> attempt(job, OutwardTickets.CONTACT, () -> tickets.mirror(mirror, job)),
                        this::reply);
    }

    private boolean announce(Announce announce) {
        List<Channel> channels = routing.channels(announce.notice());
        LOG.info(
                "notice kind={} id={} channels={}",
                announce.notice().kind(),
                announce.notice().id(),
                channels.size());
        channels.forEach(channel -> desk.outward()
                .send(OutwardJob.first(new OutwardJob.Deliver(announce.notice(), channel.name())), Duration.ZERO));
        return true;
    }

    /** After half an hour Slack takes no reply any more, and what came of it can be seen in the console. */
    private boolean reply(OutwardJob.Reply reply) {
        try {
            messenger.reply(reply.address(), reply.text());
        } catch (OutboundException e) {
            LOG.warn("not replied reason={}", e.getMessage());
        }
        return true;
    }

    private boolean attempt(OutwardJob job, String contact, Runnable work) {
        try {
            work.run();
        } catch (OutboundException e) {
            failed(job, contact, e);
        }
        return true;
    }

    private void failed(OutwardJob job, String contact, OutboundException failure) {
        String why = String.valueOf(failure.getMessage());
        boolean last = job.attempt() >= WAITS.size() || failure.kind() == Kind.INVALID;
        LOG.warn("not told contact={} kind={} attempt={} reason={}", contact, failure.kind(), job.attempt(), why);
        if (failure.kind() != Kind.CONFLICT) {
            boolean refused = failure.kind() != Kind.BUSY;
            desk.outside().failed(contact, desk.clock().instant(), refused, why);
        }
        if (last) {
            desk.rejections()
                    .record(Jobs.OUTWARD, contact + ": " + why, desk.codec().write(OutwardJob.first(job.work())));
        } else {
            desk.outward().send(job.again(), wait(job, failure));
        }
    }

    private static Duration wait(OutwardJob job, OutboundException failure) {
        Duration planned = WAITS.get(job.attempt());
        Duration asked = failure.retryAfter();
        return asked != null && asked.compareTo(planned) > 0 ? asked : planned;
    }
}
