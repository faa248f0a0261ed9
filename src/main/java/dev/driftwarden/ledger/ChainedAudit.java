package dev.driftwarden.ledger;

import dev.driftwarden.store.AuditChain;
import java.util.Map;
import java.util.TreeMap;

/** The audit trail as a chain of hashes in the store. */
public final class ChainedAudit implements AuditTrail {
    private static final int LONGEST_DETAIL = 4000;

    private final AuditChain chain;
    private final Codec codec;

    public ChainedAudit(AuditChain chain, Codec codec) {
        this.chain = chain;
        this.codec = codec;
    }

    /** What one entry says. */
    public record Entry(String kind, String who, String subject, Map<String, String> details) {}

    @Override
    public void append(String kind, String who, String subject, Map<String, String> details) {
        Map<String, String> bounded = new TreeMap<>();
        details.forEach((name, text) ->
                bounded.put(name, text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) + "…" : text));
        chain.append(codec.write(new Entry(kind, who, subject, bounded)));
    }
}
