package dev.driftwarden.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * One link of the audit chain.
 *
 * @param sequence 1 for the first
 * @param at when it was appended, by the clock of who did
 * @param entry what is recorded, canonical JSON
 * @param previous hash of the link before; 64 zeros for the first
 * @param hash over all of the above
 */
public record AuditEntry(long sequence, Instant at, String entry, String previous, String hash) {
    static final String NO_HASH = "0".repeat(64);

    /**
     * The link after this place.
     *
     * @param entry canonical JSON
     */
    static AuditEntry after(AuditHead head, Instant at, String entry) {
        long sequence = head.sequence() + 1;
        String hash = CanonicalJson.hash(text(sequence, at, entry, "", head.hash()));
        return new AuditEntry(sequence, at, entry, head.hash(), hash);
    }

    /** Empty when the text is no link or its hash is not of its content. */
    static Optional<AuditEntry> read(String text) {
        try {
            JsonNode json = CanonicalJson.read(text);
            AuditHead before = new AuditHead(
                    json.path("sequence").longValue() - 1, json.path("previous").asText());
            Instant at = Instant.parse(json.path("at").asText());
            AuditEntry link = after(before, at, CanonicalJson.write(json.path("entry")));
            // Compared to the letter: a member added, dropped or spelt otherwise is tampering as well.
            return link.write().equals(text) ? Optional.of(link) : Optional.empty();
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    String write() {
        return text(sequence, at, entry, ",\"hash\":\"" + hash + '"', previous);
    }

    /** Canonical JSON without reading the entry again: members in the order of their names, and nothing in them to escape. */
    private static String text(long sequence, Instant at, String entry, String hash, String previous) {
        return "{\"at\":\"" + at + "\",\"entry\":" + entry + hash + ",\"previous\":\"" + previous + "\",\"sequence\":"
                + sequence + '}';
    }
}
