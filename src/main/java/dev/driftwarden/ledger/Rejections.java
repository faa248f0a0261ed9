package dev.driftwarden.ledger;

import dev.driftwarden.change.Excerpt;
import dev.driftwarden.ledger.Rejection.State;
import dev.driftwarden.ledger.Rejection.Step;
import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What could not be used: rejected events and messages that failed for good. Kept whole, with the reason, never dropped by itself. */
public final class Rejections {
    /** Longer texts than any real event are cut here. */
    static final int LONGEST = 2_000_000;

    private static final int LONGEST_REASON = 2_000;
    private static final int TURNS = 50;
    private static final String OWN = "driftwarden";

    private final Bodies bodies;
    private final RejectionRows rows;
    private final Clock clock;

    public Rejections(Records records, Bodies bodies, Codec codec, Clock clock) {
        this.bodies = bodies;
        this.rows = new RejectionRows(records, codec);
        this.clock = clock;
    }

    /** Sets something aside that failed once; see {@link #record(String, String, String, int)}. */
    public void record(String source, String reason, String text) {
        record(source, reason, text, 1);
    }

    /**
     * Sets something aside. When it was so before it waits again, with its history.
     *
     * @param text as it came; cut at 2,000,000 characters
     * @param failures how often it was tried in vain
     * @throws StoreException when that cannot be stored: whoever has it must keep it
     */
    public void record(String source, String reason, String text, int failures) {
        String whole = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        String id = id(source, whole);
        String why = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        bodies.put(path(id), whole);
        for (int turn = 0; turn < TURNS; turn++) {
            Optional<Held<Rejection>> before = rows.find(id);
            Instant now = clock.instant();
            Rejection base = before.map(Held::value)
                    .orElseGet(() -> new Rejection(
                            id, source, why, Excerpt.of(whole), text.length(), State.WAITING, 0, now, now, List.of()));
            Step failed = new Step(now, OWN, "failed", why);
            if (rows.save(before, base.after(failed, State.WAITING, why, failures))) {
                return;
            }
        }
        throw new StoreException("a rejection had no turn to be stored", new IllegalStateException(id));
    }

    public Optional<Held<Rejection>> find(String id) {
        return id.matches("[0-9a-f]{32}") ? rows.find(id) : Optional.empty();
    }

    /** The whole text as it came. */
    public Optional<String> text(String id) {
        return id.matches("[0-9a-f]{32}") ? bodies.get(path(id)) : Optional.empty();
    }

    /** Those that wait, or those that are done with; newest first. */
    public Page<Rejection> list(boolean waiting, @Nullable String cursor, int limit) {
        return rows.list(waiting, cursor, limit);
    }

    /** How many there are by {@code state/source}. */
    public Map<String, Long> counts() {
        return rows.counts();
    }

    /**
     * Says what a person did with it.
     *
     * @param replayed true when it was put back, false when it was dropped
     * @return false when it has changed since it was read
     */
    public boolean handled(Held<Rejection> held, boolean replayed, String who, String text) {
        Rejection before = held.value();
        Step step = new Step(clock.instant(), who, replayed ? "replayed" : "dropped", text);
        State next = replayed ? State.REPLAYED : State.DROPPED;
        return rows.save(Optional.of(held), before.after(step, next, before.reason(), 0));
    }

    /** Forgets those that were done with before this time, the text first; at most {@code limit}. */
    public int forget(Instant before, int limit) {
        List<Held<Rejection>> old = rows.handledBefore(before, limit);
        for (Held<Rejection> one : old) {
            bodies.delete(path(one.value().id()));
            rows.delete(one);
        }
        return old.size();
    }

    private static String path(String id) {
        return "rejections/" + id + ".txt";
    }

    private static String id(String source, String text) {
        try {
            byte[] both = (source + "\n" + text).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(both), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
