package dev.driftwarden.ledger;

import dev.driftwarden.store.AuditEntry;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for in the audit trail; an empty text means all.
 *
 * @param kind as {@link AuditTrail#append} has it
 * @param subject a finding or plan id, or the beginning of one
 * @param who a part of it, compared without regard to case
 * @param from not before; null for no bound
 * @param to before; null for no bound
 */
public record AuditSearch(
        String kind,
        String subject,
        String who,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static final AuditSearch ALL = new AuditSearch("", "", "", null, null);

    /**
     * One entry.
     *
     * @param sequence its place in the chain, 1 for the first
     * @param hash of its link
     */
    public record Line(
            long sequence,
            Instant at,
            String kind,
            String who,
            String subject,
            Map<String, String> details,
            String hash) {
        static Line of(AuditEntry link, ChainedAudit.Entry entry) {
            return new Line(
                    link.sequence(),
                    link.at(),
                    entry.kind(),
                    entry.who(),
                    entry.subject(),
                    entry.details(),
                    link.hash());
        }
    }

    /** Whether this is one of those looked for. */
    public boolean wants(Line line) {
        return (kind.isEmpty() || line.kind().equals(kind))
                && (subject.isEmpty() || line.subject().startsWith(subject))
                && (who.isEmpty() || containsIgnoringCase(line.who(), who))
                && (from == null || !line.at().isBefore(from))
                && (to == null || line.at().isBefore(to));
    }

    private static boolean containsIgnoringCase(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
