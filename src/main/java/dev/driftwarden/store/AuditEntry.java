package dev.driftwarden.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    /** The link after this place. */
    static AuditEntry after(AuditHead head, Instant at, JsonNode entry) {
        ObjectNode json = json(head.sequence() + 1, at, entry, head.hash());
        return new AuditEntry(
                head.sequence() + 1, at, CanonicalJson.write(entry), head.hash(), CanonicalJson.hash(json));
    }

    private static ObjectNode json(long sequence, Instant at, JsonNode entry, String previous) {
        ObjectNode json = CanonicalJson.object();
        json.put("sequence", sequence).put("at", at.toString()).put("previous", previous);
        json.set("entry", entry);
        return json;
    }

    /** Empty when the text is no link or its hash is not of its content. */
    static Optional<AuditEntry> read(String text) {
        try {
            JsonNode json = CanonicalJson.read(text);
            JsonNode content = json.path("entry");
            long sequence = json.path("sequence").longValue();
            Instant at = Instant.parse(json.path("at").asText());
            String previous = json.path("previous").asText();
            ObjectNode expected = json(sequence, at, content, previous);
            String hash = CanonicalJson.hash(expected);
            // Compared to the letter: a member added, dropped or spelt otherwise is tampering as well.
            return CanonicalJson.write(expected.put("hash", hash)).equals(text)
                    ? Optional.of(new AuditEntry(sequence, at, CanonicalJson.write(content), previous, hash))
                    : Optional.empty();
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    String write() {
        try {
            ObjectNode json = json(sequence, at, CanonicalJson.read(entry), previous);
            return CanonicalJson.write(json.put("hash", hash));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry is canonical JSON", e);
        }
    }
}
