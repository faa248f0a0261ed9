package dev.driftwarden.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log in which each entry carries the hash of the one before. It lies in one partition: a head record and a row for
 * each entry, written together, so that there is never a gap nor a fork, whoever writes at once. Threads that append at the same
 * time share a write. A writer goes on from the last link it knows; when another process has gone on from there, its next row is
 * already taken, nothing is written, and the head is read again.
 *
 * <p>A write whose outcome nobody knows is not tried again, by none of those who share it.
 */
public final class AuditChain {
    /** Characters of one entry; larger things belong into {@link Bodies}, named here by path and hash. */
    public static final int ENTRY_CHARACTERS = 100_000;

    private static final String HEAD = "head";
    private static final String ENTRY = "e";
    private static final int TOGETHER = 90;
    private static final int LINK_CHARACTERS = 500;
    private static final int TURNS = 200;

    private final Records records;
    private final Clock clock;
    private final String table;
    private final String chain;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    /** The last link as far as this writer knows, null when it has to be read; touched by the holder of the turn only. */
    private @Nullable AuditHead last;

    /** How many entries there are at least; -1 while nothing is known. */
    private volatile long length = -1;

    /** @param chain its name, the partition of its records */
    public AuditChain(Records records, Clock clock, String table, String chain) {
        this.records = records;
        this.clock = clock;
        this.table = table;
        this.chain = chain;
    }

    /**
     * Appends an entry and returns when it is stored.
     *
     * @param json one JSON value of at most {@link #ENTRY_CHARACTERS} when written in ASCII
     * @throws IllegalArgumentException when it is not JSON or too long
     * @throws StoreException when nobody knows whether it was stored
     */
    public AuditEntry append(String json) {
        return append(List.of(json), Instant.MAX).get(0);
    }

    /**
     * Appends entries side by side and returns when they are stored.
     *
     * @param until when it is too late to begin: whoever finds them missing may append them from then on
     * @return their links in this order; only those of the first, or none, when it became too late for the others
     */
    public List<AuditEntry> append(List<String> entries, Instant until) {
        List<Waiting> mine = entries.stream()
                .map(json -> new Waiting(canonical(json), until))
                .toList();
        waiting.addAll(mine);
        turn.lock();
        try {
            for (int i = 0; i < TURNS && !mine.stream().allMatch(Waiting::over); i++) {
                appendNext();
            }
        } finally {
            waiting.removeAll(mine);
            turn.unlock();
        }
        return mine.stream().flatMap(one -> one.stored(chain).stream()).toList();
    }

    private static String canonical(String json) {
        try {
            JsonNode entry = CanonicalJson.read(json);
            String text = CanonicalJson.write(entry);
            if (entry.isMissingNode() || text.length() > ENTRY_CHARACTERS) {
                throw new IllegalArgumentException("an audit entry has 1 to 100,000 characters, not " + text.length());
            }
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an audit entry must be JSON", e);
        }
    }

    /** Stores the next entries that wait, as many as go together, in the order in which they came; nothing when others were quicker. */
    private void appendNext() {
        Instant now = clock.instant();
        waiting.forEach(one -> one.late |= one.until.isBefore(now));
        waiting.removeIf(Waiting::over);
        List<Waiting> next = together(waiting.iterator(), one -> one.entry);
        try {
            List<AuditEntry> links = next.isEmpty()
                    ? List.of()
                    : link(end(), next.stream().map(one -> one.entry).toList());
            if (!links.isEmpty() && write(links)) {
                IntStream.range(0, links.size()).forEach(i -> next.get(i).link = links.get(i));
            }
        } catch (RuntimeException e) {
            next.forEach(one -> one.failure = e);
        }
        waiting.removeIf(Waiting::over);
    }

    /**
     * Appends as many of these entries as go together right after this link.
     *
     * @return how many; 0, and nothing is appended, when the chain has gone on from there
     */
    public int appendAfter(AuditHead end, List<String> entries) {
        turn.lock();
        try {
            Iterator<String> texts = entries.stream().map(AuditChain::canonical).iterator();
            List<AuditEntry> links = link(end, together(texts, text -> text));
            return write(links) ? links.size() : 0;
        } finally {
            turn.unlock();
        }
    }

    /** The first of the entries, as many as one transaction holds. */
    private static <T> List<T> together(Iterator<T> entries, Function<T, String> text) {
        List<T> together = new ArrayList<>();
        int characters = 0;
        while (entries.hasNext()) {
            T one = entries.next();
            characters += text.apply(one).length() + LINK_CHARACTERS;
            if (together.size() == TOGETHER || (characters > Limits.TRANSACTION_CHARACTERS && !together.isEmpty())) {
                break;
            }
            together.add(one);
        }
        return together;
    }

    private boolean write(List<AuditEntry> links) {
        // Unknown until the answer says that it is stored.
        last = null;
        boolean stored = records.writeAll(changes(links)) == StoreOutcome.OK;
        if (stored) {
            know(headOf(links));
        }
        return stored;
    }

    private void know(AuditHead head) {
        last = head;
        length = Math.max(length, head.sequence());
    }

    private static AuditHead headOf(List<AuditEntry> links) {
        AuditEntry end = links.get(links.size() - 1);
        return new AuditHead(end.sequence(), end.hash());
    }

    private AuditHead end() {
        if (last == null) {
            know(head());
        }
        return Objects.requireNonNull(last);
    }

    private List<AuditEntry> link(AuditHead head, List<String> entries) {
        List<AuditEntry> links = new ArrayList<>();
        AuditHead at = head;
        for (String entry : entries) {
            AuditEntry link = AuditEntry.after(at, clock.instant(), entry);
            links.add(link);
            at = new AuditHead(link.sequence(), link.hash());
        }
        return links;
    }

    private List<Change> changes(List<AuditEntry> links) {
        List<Change> changes = new ArrayList<>();
        links.forEach(link -> changes.add(new Change.Insert(entryKey(link.sequence()), link.write())));
        changes.add(new Change.Put(headKey(), AuditHeads.write(headOf(links))));
        return changes;
    }

    /** How many entries there are at least: what is appended from now on lies further on. Reads only when nothing is known yet. */
    public long length() {
        if (length < 0) {
            turn.lock();
            try {
                AuditHead unused = end();
            } finally {
                turn.unlock();
            }
        }
        return length;
    }

    /** The last link, to be noted elsewhere. */
    public AuditHead head() {
        return AuditHeads.read(records.get(headKey()).orElse(null));
    }

    /** The entries in order; one that can no longer be read is left out, {@link #verify} names it. */
    public Page<AuditEntry> page(@Nullable String cursor, int limit) {
        Page<StoredRecord> page = records.page(table, chain, ENTRY, cursor, limit);
        List<AuditEntry> entries = page.items().stream()
                .flatMap(record -> AuditEntry.read(record.json()).stream())
                .toList();
        return new Page<>(entries, page.cursor());
    }

    /**
     * The entries after a place, in order; one that can no longer be read is left out.
     *
     * @param sequence 0 for all from the first
     * @param limit 1 to 1,000
     */
    public List<AuditEntry> after(long sequence, int limit) {
        String cursor = Cursor.after(row(sequence));
        return records.page(table, chain, ENTRY, cursor, limit).items().stream()
                .flatMap(record -> AuditEntry.read(record.json()).stream())
                .toList();
    }

    /**
     * Reads the whole chain and checks every link; others may append meanwhile.
     *
     * @param known a head noted earlier, which must still be in it; null to check the chain against itself only
     */
    public AuditCheck verify(@Nullable AuditHead known) {
        AuditHead before = head();
        AuditWalk walk = new AuditWalk(known, before);
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page = records.page(table, chain, ENTRY, cursor, Limits.PAGE);
            for (StoredRecord record : page.items()) {
                boolean inItsPlace = record.key().row().equals(row(walk.next()));
                @Nullable AuditCheck broken = walk.step(inItsPlace, record.json());
                if (broken != null) {
                    return broken;
                }
            }
            cursor = page.cursor();
        } while (cursor != null);
        return walk.end(head());
    }

    private RecordKey headKey() {
        return new RecordKey(table, chain, HEAD);
    }

    private RecordKey entryKey(long sequence) {
        return new RecordKey(table, chain, row(sequence));
    }

    private static String row(long sequence) {
        return ENTRY + String.format("%016d", sequence);
    }

    /** An entry that is to be appended; touched by the holder of the turn, and by its thread when that is over. */
    private static final class Waiting {
        final String entry;
        final Instant until;
        boolean late;

        @Nullable
        AuditEntry link;

        @Nullable
        RuntimeException failure;

        Waiting(String entry, Instant until) {
            this.entry = entry;
            this.until = until;
        }

        boolean over() {
            return late || link != null || failure != null;
        }

        /** Empty when it was too late. */
        Optional<AuditEntry> stored(String chain) {
            if (link == null && !late) {
                throw failure == null
                        ? new StoreException(
                                "the audit chain had no turn for this writer", new IllegalStateException(chain))
                        : new StoreException("not known to be in the audit chain: " + failure.getMessage(), failure);
            }
            return Optional.ofNullable(link);
        }
    }
}
