package dev.driftwarden.console;

import dev.driftwarden.ledger.Rejection;
import dev.driftwarden.site.Shown;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one thing that was set aside.
 *
 * @param text the whole for administrators, else its beginning
 * @param decidable whether the person may replay or drop it now
 */
public record RejectionView(
        String address,
        String source,
        String reason,
        String state,
        int attempts,
        int characters,
        String text,
        List<Line> history,
        boolean decidable) {
    private static final int LONGEST_TEXT = 200_000;

    public RejectionView {
        history = List.copyOf(history);
    }

    /** One thing that happened to it. */
    public record Line(Moment at, String who, String what, String text) {}

    static RejectionView of(Rejection one, @Nullable String whole, boolean admin, Instant now) {
        List<Line> history = one.history().stream()
                .map(step -> new Line(
                        Moment.of(step.at(), now),
                        Shown.text(step.who(), Shown.LINE),
                        step.what(),
                        Shown.text(step.text(), Shown.BLOCK)))
                .toList();
        return new RejectionView(
                Addresses.rejection(one.id()),
                Shown.text(one.source(), Shown.LINE),
                Shown.text(one.reason(), Shown.BLOCK),
                one.state().toString(),
                one.attempts(),
                one.characters(),
                Shown.text(whole == null ? one.excerpt() : whole, LONGEST_TEXT),
                history,
                admin && one.waiting());
    }
}
