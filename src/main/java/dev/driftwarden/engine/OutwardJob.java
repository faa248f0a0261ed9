package dev.driftwarden.engine;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.notify.Notice;
import java.time.Instant;
import java.util.function.Function;

/**
 * Something to be told to the outside.
 *
 * @param attempt 0 on the first try
 */
public record OutwardJob(Work work, int attempt) {

    static OutwardJob first(Work work) {
        return new OutwardJob(work, 0);
    }

    OutwardJob again() {
        return new OutwardJob(work, attempt + 1);
    }

    /** What is to be done. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Announce.class, name = "announce"),
        @JsonSubTypes.Type(value = Deliver.class, name = "deliver"),
        @JsonSubTypes.Type(value = Digest.class, name = "digest"),
        @JsonSubTypes.Type(value = Mirror.class, name = "mirror"),
        @JsonSubTypes.Type(value = Reply.class, name = "reply")
    })
    public sealed interface Work {

        /** Calls the one function that fits. */
        default <T> T match(
                Function<Announce, T> announce,
                Function<Deliver, T> deliver,
                Function<Digest, T> digest,
                Function<Mirror, T> mirror,
                Function<Reply, T> reply) {
            if (this instanceof Announce a) {
                return announce.apply(a);
            }
            if (this instanceof Deliver d) {
                return deliver.apply(d);
            }
            if (this instanceof Digest d) {
                return digest.apply(d);
            }
            return this instanceof Mirror m ? mirror.apply(m) : reply.apply((Reply) this);
        }
    }

    /** Find out whom a notice concerns. */
    public record Announce(Notice notice) implements Work {}

    /** Give a notice to one channel. */
    public record Deliver(Notice notice, String channel) implements Work {}

    /** Give a channel, as one message, what was held back for it until then. */
    public record Digest(String channel, Instant due) implements Work {}

    /** Make the ticket in the outside system what the built-in ticket of this finding says. */
    public record Mirror(FindingId findingId) implements Work {}

    /**
     * Say to somebody who pressed a button in Slack what came of it.
     *
     * @param address where Slack takes the reply for half an hour
     */
    public record Reply(String address, String text) implements Work {}
}
