package dev.driftwarden.ledger;

import dev.driftwarden.ledger.AuditSearch.Line;
import dev.driftwarden.store.AuditChain;
import dev.driftwarden.store.AuditCheck;
import dev.driftwarden.store.AuditEntry;
import dev.driftwarden.store.AuditHead;
import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the audit trail: searches it, and checks it and the records that it speaks of. */
public final class AuditBook {
    private static final int BLOCK = 500;
    private static final long LOOKED_AT = 10_000;

    private final AuditChain chain;
    private final Codec codec;
    private final SealCheck seals;

    public AuditBook(AuditChain chain, Records records, Bodies bodies, Codec codec) {
        this.chain = chain;
        this.codec = codec;
        this.seals = new SealCheck(records, bodies, codec, new ChainedAudit(chain, codec)::holds);
    }

    /**
     * The entries that are wanted, newest first. Looks at no more than 10,000 of them, so a page may hold fewer than the limit,
     * even none, and still have a cursor.
     *
     * @param cursor from the page before; null to start
     * @throws IllegalArgumentException when the cursor is none
     */
    public Page<Line> newestFirst(AuditSearch search, @Nullable String cursor, int limit) {
        long end = cursor == null ? chain.head().sequence() : sequence(cursor) - 1;
        long stop = Math.max(0, end - LOOKED_AT);
        List<Line> found = new ArrayList<>();
        while (end > stop) {
            long begin = Math.max(stop, end - BLOCK);
            List<Line> block = lines(begin, (int) (end - begin));
            for (int i = block.size() - 1; i >= 0; i--) {
                Line line = block.get(i);
                if (search.wants(line)) {
                    found.add(line);
                }
                if (found.size() == limit) {
                    return new Page<>(found, line.sequence() > 1 ? String.valueOf(line.sequence()) : null);
                }
            }
            end = begin;
        }
        return new Page<>(found, end > 0 ? String.valueOf(end + 1) : null);
    }

    /** As {@link #newestFirst}, oldest first. */
    public Page<Line> oldestFirst(AuditSearch search, @Nullable String cursor, int limit) {
        long at = cursor == null ? 0 : sequence(cursor);
        long last = chain.head().sequence();
        long stop = Math.min(last, at + LOOKED_AT);
        List<Line> found = new ArrayList<>();
        while (at < stop) {
            int size = (int) Math.min(BLOCK, stop - at);
            for (Line line : lines(at, size)) {
                if (search.wants(line)) {
                    found.add(line);
                }
                if (found.size() == limit) {
                    return new Page<>(found, line.sequence() < last ? String.valueOf(line.sequence()) : null);
                }
            }
            at += size;
        }
        return new Page<>(found, at < last ? String.valueOf(at) : null);
    }

    private static long sequence(String cursor) {
        if (!cursor.matches("[1-9][0-9]{0,15}")) {
            throw new IllegalArgumentException("not a cursor of the audit trail");
        }
        return Long.parseLong(cursor);
    }

    private List<Line> lines(long after, int limit) {
        return chain.after(after, limit).stream()
                .flatMap(link -> line(link).stream())
                .toList();
    }

    private Optional<Line> line(AuditEntry link) {
        return codec.tryRead(link.entry(), ChainedAudit.Entry.class).map(entry -> Line.of(link, entry));
    }

    /**
     * Reads the whole trail and all records that it speaks of.
     *
     * @param known a link noted earlier, which must still be in it; null when none was noted
     */
    public AuditReport verify(@Nullable AuditHead known) {
        AuditCheck check = chain.verify(known);
        if (check instanceof AuditCheck.Broken broken) {
            return new AuditReport(false, broken.sequence(), "", 0, 0, List.of(broken.reason()));
        }
        SealCheck.Result records = seals.check(this::sealing);
        AuditHead head = ((AuditCheck.Intact) check).head();
        return new AuditReport(
                records.problems().isEmpty(),
                head.sequence(),
                head.hash(),
                records.checked(),
                records.unsealed(),
                records.problems());
    }

    /** Entries after a place, in order; empty when there are no more. */
    private List<Line> sealing(long after) {
        List<Line> lines = lines(after, BLOCK);
        boolean unreadable = lines.isEmpty() && !chain.after(after, BLOCK).isEmpty();
        return unreadable ? sealing(after + BLOCK) : lines;
    }
}
