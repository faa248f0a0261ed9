package dev.driftwarden.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log in which each entry carries the hash of the one before. It lies in one partition: a head record and a row for
 * each entry, written together, so that there is never a gap nor a fork, whoever writes at once. Threads that append at the same
 * time share a write. A writer goes on from the last link it knows; when another process has gone on from there, its next row is
 * already taken, nothing is written, and the head is read again.
 */
public final class AuditChain {
    /** Characters of one entry; larger things belong into {@link Bodies}, named here by path and hash. */
    public static final int ENTRY_CHARACTERS = 100_000;

    private static final String HEAD = "head";
    private static final String ENTRY = "e";
    private static final int TOGETHER = 90;
    private static final int TURNS = 200;

    private final Records records;
    private final Clock clock;
    private final String table;
    private final String chain;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    /** The last link as far as this writer knows, null when it has to be read; touched by the holder of the turn only. */
    private @Nullable AuditHead last;

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
     * @throws StoreException when it could not be stored
     */
    public AuditEntry append(String json) {
        Waiting mine = new Waiting(parse(json));
        waiting.add(mine);
        turn.lock();
        try {
            while (mine.stored == null) {
                appendNext();
            }
            return mine.stored;
        } finally {
            waiting.remove(mine);
            turn.unlock();
        }
    }

    private static JsonNode parse(String json) {
        try {
            JsonNode entry = CanonicalJson.read(json);
            int length = CanonicalJson.write(entry).length();
            if (entry.isMissingNode() || length > ENTRY_CHARACTERS) {
                throw new IllegalArgumentException("an audit entry has 1 to 100,000 characters, not " + length);
            }
            return entry;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an audit entry must be JSON", e);
        }
    }

    /** Stores the next entries that wait, as many as go together, in the order in which they came. */
    private void appendNext() {
        List<Waiting> next = new ArrayList<>();
        int characters = 0;
        for (Waiting one : waiting) {
            characters += CanonicalJson.write(one.entry).length() + 500;
            if (next.size() == TOGETHER || (characters > Limits.TRANSACTION_CHARACTERS && !next.isEmpty())) {
                break;
            }
            next.add(one);
        }
        List<AuditEntry> stored = store(next.stream().map(one -> one.entry).toList());
        for (int i = 0; i < stored.size(); i++) {
            next.get(i).stored = stored.get(i);
            waiting.remove(next.get(i));
        }
    }

    private List<AuditEntry> store(List<JsonNode> entries) {
        for (int i = 0; i < TURNS; i++) {
            List<AuditEntry> links = link(last == null ? head() : last, entries);
            // Unknown until the answer says that it is stored.
            last = null;
            if (records.writeAll(changes(links)) == StoreOutcome.OK) {
                last = headOf(links);
                return links;
            }
        }
        throw new StoreException("the audit chain had no turn for this writer", new IllegalStateException(chain));
    }

    private static AuditHead headOf(List<AuditEntry> links) {
        AuditEntry end = links.get(links.size() - 1);
        return new AuditHead(end.sequence(), end.hash());
    }

    private List<AuditEntry> link(AuditHead head, List<JsonNode> entries) {
        List<AuditEntry> links = new ArrayList<>();
        AuditHead at = head;
        for (JsonNode entry : entries) {
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

    private static final class Waiting {
        final JsonNode entry;
        volatile @Nullable AuditEntry stored;

        Waiting(JsonNode entry) {
            this.entry = entry;
        }
    }
}
