package dev.driftwarden.ledger;

import dev.driftwarden.store.AuditChain;
import dev.driftwarden.store.AuditEntry;
import dev.driftwarden.store.AuditHead;
import dev.driftwarden.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The audit trail as a chain of hashes in the store. */
public final class ChainedAudit implements AuditTrail {
    private static final int LONGEST_DETAIL = 4000;
    private static final int BLOCK = 1_000;
    private static final int TRIES = 200;

    private final AuditChain chain;
    private final Codec codec;

    public ChainedAudit(AuditChain chain, Codec codec) {
        this.chain = chain;
        this.codec = codec;
    }

    /**
     * What one entry says.
     *
     * @param id of what was posted with a commit, so that it is recognised; null for what was appended on its own
     */
    public record Entry(@Nullable String id, String kind, String who, String subject, Map<String, String> details) {}

    @Override
    public void append(String kind, String who, String subject, Map<String, String> details) {
        chain.append(text(/* id= */ null, new Outgoing.Entry(kind, who, subject, details)));
    }

    /** How many entries there are at least: what is appended from now on lies further on. */
    public long length() {
        return chain.length();
    }

    /**
     * Appends the entries of one commit.
     *
     * @param until when it is too late to begin, because {@link #appendMissing} may have its turn
     * @return whether it was in time; when not, those that are missing are still to be appended
     */
    public boolean append(List<Posted> entries, Instant until) {
        return chain.append(texts(entries), until).size() == entries.size();
    }

    /**
     * Appends those entries that are not in the trail. However many do this at once, and whatever was on its way to the store
     * meanwhile, each is there once: they are only appended where the search ended.
     *
     * @param entries whose own writers have given up
     * @return how many were missing
     */
    public int appendMissing(List<Posted> entries) {
        Map<String, Posted> missing = byId(entries);
        long searched = 0;
        int appended = 0;
        for (int refused = 0; refused < TRIES; refused++) {
            AuditHead end = chain.head();
            search(missing, searched, end.sequence());
            searched = end.sequence();
            if (missing.isEmpty()) {
                return appended;
            }
            int more = chain.appendAfter(end, texts(missing.values()));
            List.copyOf(missing.keySet()).subList(0, more).forEach(missing::remove);
            appended += more;
            refused = more > 0 ? 0 : refused;
        }
        throw new StoreException(
                "the audit trail never stood still", new IllegalStateException(missing.size() + " entries"));
    }

    /** Whether all these entries are in the trail. */
    boolean holds(List<Posted> entries) {
        Map<String, Posted> missing = byId(entries);
        search(missing, 0, chain.head().sequence());
        return missing.isEmpty();
    }

    private static Map<String, Posted> byId(List<Posted> entries) {
        Map<String, Posted> byId = new LinkedHashMap<>();
        entries.forEach(posted -> byId.put(posted.id(), posted));
        return byId;
    }

    /** Strikes off what is found in a part of the trail, each from the place that it must lie behind. */
    private void search(Map<String, Posted> missing, long from, long end) {
        long at = from;
        while (!missing.isEmpty()) {
            at = Math.max(at, lowest(missing));
            if (at >= end) {
                return;
            }
            chain.after(at, BLOCK).forEach(link -> strike(missing, link));
            at += BLOCK;
        }
    }

    private static long lowest(Map<String, Posted> missing) {
        return missing.values().stream()
                .mapToLong(posted -> posted.outgoing().trail())
                .min()
                .orElse(0);
    }

    private void strike(Map<String, Posted> missing, AuditEntry link) {
        codec.tryRead(link.entry(), Entry.class).map(Entry::id).ifPresent(missing::remove);
    }

    private List<String> texts(Iterable<Posted> entries) {
        List<String> texts = new ArrayList<>();
        entries.forEach(posted -> texts.add(
                text(posted.id(), Objects.requireNonNull(posted.outgoing().entry()))));
        return texts;
    }

    private String text(@Nullable String id, Outgoing.Entry said) {
        Map<String, String> bounded = new TreeMap<>();
        said.details()
                .forEach((name, text) -> bounded.put(
                        name, text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) + "…" : text));
        return codec.write(new Entry(id, said.kind(), said.who(), said.subject(), bounded));
    }
}
