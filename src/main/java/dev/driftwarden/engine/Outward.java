package dev.driftwarden.engine;

import dev.driftwarden.engine.OutwardJob.Announce;
import dev.driftwarden.engine.OutwardJob.Mirror;
import dev.driftwarden.engine.OutwardJob.Work;
import dev.driftwarden.finding.Finding;
import dev.driftwarden.ledger.Codec;
import dev.driftwarden.ledger.Commit;
import dev.driftwarden.notify.Notice;
import dev.driftwarden.policy.NoticeKind;
import dev.driftwarden.policy.Policy;
import dev.driftwarden.store.WorkQueues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Tells people and ticket systems what happens. What is told about a finding is sent with its commit, so it is told when and only
 * when the change is stored, and nothing that the bot does waits for the outside. Nothing is sent for which the policy names nobody.
 */
public final class Outward {
    private final Supplier<Policy> policy;
    private final WorkQueues queues;
    private final Codec codec;
    private final Clock clock;

    public Outward(Supplier<Policy> policy, WorkQueues queues, Codec codec, Clock clock) {
        this.policy = policy;
        this.queues = queues;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * Something about the commit's finding, once that is stored.
     *
     * @param text one sentence that says what is so now
     */
    void tell(Commit commit, NoticeKind kind, String text) {
        if (!policy.get().outreach().wants(kind)) {
            return;
        }
        Finding finding = commit.finding();
        Instant now = clock.instant();
        String id = finding.id() + "-" + finding.revision() + "-" + kind;
        String title = finding.title() + ": " + finding.resourceName();
        commit.send(Jobs.OUTWARD, message(new Announce(new Notice(id, kind, now, finding.id(), title, text))), now);
    }

    /** Something about the bot as a whole. */
    void tell(NoticeKind kind, String title, String text) {
        if (!policy.get().outreach().wants(kind)) {
            return;
        }
        Instant now = clock.instant();
        String id = kind + "-" + now.toEpochMilli();
        send(OutwardJob.first(new Announce(new Notice(id, kind, now, null, title, text))), Duration.ZERO);
    }

    /** Brings the ticket of the commit's finding in the outside system up to date, once the commit is stored. */
    void mirror(Commit commit) {
        if (policy.get().outreach().tickets() == null) {
            return;
        }
        commit.send(Jobs.OUTWARD, message(new Mirror(commit.finding().id())), clock.instant());
    }

    /** Says to somebody who pressed a button in Slack what came of it. */
    public void reply(String address, String text) {
        send(OutwardJob.first(new OutwardJob.Reply(address, text)), Duration.ZERO);
    }

    void send(OutwardJob job, Duration delay) {
        queues.send(Jobs.OUTWARD, codec.write(job), delay);
    }

    private String message(Work work) {
        return codec.write(OutwardJob.first(work));
    }
}
