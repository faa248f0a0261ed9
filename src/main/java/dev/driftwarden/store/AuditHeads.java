package dev.driftwarden.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The head of a chain as it is stored. */
final class AuditHeads {
    private AuditHeads() {}

    static String write(AuditHead head) {
        return CanonicalJson.write(
                CanonicalJson.object().put("sequence", head.sequence()).put("hash", head.hash()));
    }

    /** An unreadable head cannot be gone on from: nothing may be appended until a person has looked. */
    static AuditHead read(@Nullable StoredRecord record) {
        if (record == null) {
            return AuditHead.EMPTY;
        }
        try {
            JsonNode json = CanonicalJson.read(record.json());
            String hash = json.path("hash").asText();
            if (json.path("sequence").canConvertToLong() && hash.matches("[0-9a-f]{64}")) {
                return new AuditHead(json.path("sequence").longValue(), hash);
            }
        } catch (JsonProcessingException e) {
            throw damaged(e);
        }
        throw damaged(new IllegalStateException("sequence or hash missing"));
    }

    private static StoreException damaged(Exception cause) {
        return new StoreException("the head of the audit chain is damaged", cause);
    }
}
