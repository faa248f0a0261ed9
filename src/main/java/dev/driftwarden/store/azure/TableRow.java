package dev.driftwarden.store.azure;

import com.azure.data.tables.models.TableEntity;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.StoredRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records as table entities. A JSON text is cut into properties {@code Json00}, {@code Json01} ... of what one may hold. */
final class TableRow {
    /** A string property holds 32 Ki UTF-16 characters. */
    private static final int PIECE = 32_000;

    /** Names the write that made this version, so that a write whose answer was lost can be recognised. */
    private static final String WRITE = "Write";

    private static final String ETAG = "odata.etag";

    private TableRow() {}

    static TableEntity toWrite(Change change, String write) {
        if (change instanceof Change.Insert insert) {
            return filled(insert.key(), insert.json(), write);
        }
        if (change instanceof Change.Replace replace) {
            return filled(replace.key(), replace.json(), write).addProperty(ETAG, replace.etag());
        }
        if (change instanceof Change.Put put) {
            return filled(put.key(), put.json(), write);
        }
        String etag = change instanceof Change.Delete delete ? delete.etag() : null;
        return empty(change.key()).addProperty(ETAG, etag == null ? "*" : etag);
    }

    private static TableEntity empty(RecordKey key) {
        return new TableEntity(OrderedKey.encode(key.partition()), OrderedKey.encode(key.row()));
    }

    private static TableEntity filled(RecordKey key, String json, String write) {
        TableEntity entity = empty(key).addProperty(WRITE, write);
        int start = 0;
        for (int piece = 0; start < json.length(); piece++) {
            int end = endOfPiece(json, start);
            entity.addProperty(name(piece), json.substring(start, end));
            start = end;
        }
        return entity;
    }

    /** Never between the two halves of a surrogate pair, for alone they would be lost on the way. */
    private static int endOfPiece(String json, int start) {
        int end = Math.min(json.length(), start + PIECE);
        boolean cutsPair = end < json.length() && Character.isHighSurrogate(json.charAt(end - 1));
        return cutsPair ? end - 1 : end;
    }

    private static String name(int piece) {
        return "Json" + (piece < 10 ? "0" : "") + piece;
    }

    static boolean writtenBy(TableEntity entity, String write) {
        return write.equals(entity.getProperty(WRITE));
    }

    /** Empty when the row's key is none of ours. */
    static Optional<StoredRecord> read(String table, String partition, TableEntity entity) {
        try {
            RecordKey key = new RecordKey(table, partition, OrderedKey.decode(entity.getRowKey()));
            return Optional.of(read(key, entity));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static StoredRecord read(RecordKey key, TableEntity entity) {
        StringBuilder json = new StringBuilder();
        for (int piece = 0; text(entity, piece) instanceof String text; piece++) {
            json.append(text);
        }
        return new StoredRecord(key, json.toString(), entity.getETag());
    }

    private static @Nullable Object text(TableEntity entity, int piece) {
        return entity.getProperty(name(piece));
    }
}
