package dev.driftwarden.console;

import dev.driftwarden.baseline.Baseline;
import dev.driftwarden.baseline.Baseline.Accepted;
import dev.driftwarden.baseline.Baseline.Kind;
import dev.driftwarden.baseline.Baseline.Pending;
import dev.driftwarden.baseline.Baselines;
import dev.driftwarden.net.Difference;
import dev.driftwarden.site.Shown;
import dev.driftwarden.site.Urls;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page of one directory policy: what is accepted, and what is there instead.
 *
 * @param accepted null while no state was accepted
 * @param pending null when what is there was accepted
 * @param text the accepted state
 */
public record BaselineView(
        String address,
        String name,
        String resource,
        @Nullable AcceptedState accepted,
        @Nullable PendingState pending,
        String text,
        String findings) {

    /** Since when which state counts, and on whose word. */
    public record AcceptedState(Moment at, String by, String reason) {}

    /**
     * What nobody accepted yet.
     *
     * @param acceptable whether the person may accept it
     * @param why why not, or what accepting means
     */
    public record PendingState(
            String title, String hash, Moment seen, String who, List<Line> lines, boolean acceptable, String why) {
        public PendingState {
            lines = List.copyOf(lines);
        }
    }

    /** One difference. */
    public record Line(String effect, String path, String text) {}

    static BaselineView of(Baseline one, String text, boolean mayAccept, String personId, Instant now) {
        return new BaselineView(
                Addresses.baseline(Baselines.shortId(one.id())),
                name(one),
                Shown.text(one.id().path(), Shown.LINE),
                accepted(one.accepted(), now),
                pending(one.pending(), mayAccept, personId, now),
                text,
                Urls.with("/console/findings", Map.of("q", one.id().name())));
    }

    static String name(Baseline one) {
        return Shown.text(one.name().isBlank() ? one.id().name() : one.name(), Shown.LINE);
    }

    /** What a pending change is, in a few words. */
    static String title(Pending pending) {
        return switch (pending.kind()) {
            case NEW -> "New, and not accepted yet";
            case DELETED -> "Deleted";
            case CHANGED -> pending.weaker() ? "Changed, and protects less" : "Changed";
        };
    }

    private static @Nullable AcceptedState accepted(@Nullable Accepted accepted, Instant now) {
        return accepted == null
                ? null
                : new AcceptedState(
                        Moment.of(accepted.at(), now),
                        Shown.text(Shown.person(accepted.by()), Shown.LINE),
                        Shown.text(accepted.reason(), Shown.BLOCK));
    }

    private static @Nullable PendingState pending(
            @Nullable Pending pending, boolean mayAccept, String personId, Instant now) {
        if (pending == null) {
            return null;
        }
        boolean own = pending.actors().contains(personId);
        return new PendingState(
                title(pending),
                pending.hash(),
                Moment.of(pending.seenAt(), now),
                Shown.text(pending.who(), Shown.LINE),
                pending.differences().stream().map(BaselineView::line).toList(),
                mayAccept && !own,
                why(pending, mayAccept, own));
    }

    private static Line line(Difference one) {
        String effect = switch (one.effect()) {
            case WEAKER -> "weaker";
            case UNCLEAR -> "unclear";
            case HARMLESS -> "harmless";
        };
        return new Line(effect, Shown.text(one.path(), Shown.LINE), Shown.text(one.text(), Shown.BLOCK));
    }

    private static String why(Pending pending, boolean mayAccept, boolean own) {
        if (!mayAccept) {
            return "Accepting needs the role of an approver or an administrator.";
        }
        if (own) {
            return "You made this change; somebody else has to accept it.";
        }
        return pending.kind() == Kind.DELETED
                ? "Once accepted, the policy is no longer watched, and its finding closes."
                : "Once accepted, this is what the policy is measured by, and its finding closes.";
    }
}
