package dev.driftwarden.ledger;

import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreException;
import dev.driftwarden.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why messages failed the last time, by the hash of each. The host that moves a message to the poison queue says nothing about the
 * reason; this remembers it. Keeping it is an attempt: work never fails because of it.
 */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String TABLE = "failures";
    private static final int LONGEST = 1_000;

    private final Records records;
    private final Codec codec;
    private final Clock clock;

    public Failures(Records records, Codec codec, Clock clock) {
        this.records = records;
        this.codec = codec;
        this.clock = clock;
    }

    /**
     * The last failure of a message.
     *
     * @param attempts how many there were
     */
    public record Failure(String reason, int attempts, Instant at) {}

    public void note(String queue, String message, Throwable thrown) {
        try {
            RecordKey key = key(queue, message);
            int before = read(key).map(Failure::attempts).orElse(0);
            Failure failure = new Failure(reason(thrown), before + 1, clock.instant());
            records.write(new Change.Put(key, codec.write(failure)));
        } catch (StoreException unreachable) {
            LOG.warn("the reason of a failure could not be kept: {}", unreachable.getMessage());
        }
    }

    /** The last failure of a message, forgotten from now on. */
    public Optional<Failure> take(String queue, String message) {
        RecordKey key = key(queue, message);
        Optional<Failure> failure = read(key);
        failure.ifPresent(known -> records.write(new Change.Delete(key, null)));
        return failure;
    }

    /** Forgets failures before this time, of messages that came through after all; looks at no more than {@code limit} in a partition. */
    public int forget(Instant before, int limit) {
        int gone = 0;
        for (int partition = 0; partition < 16; partition++) {
            Page<StoredRecord> page = records.page(TABLE, Integer.toHexString(partition), "", null, limit);
            for (StoredRecord stored : page.items()) {
                boolean old = codec.tryRead(stored.json(), Failure.class)
                        .map(failure -> failure.at().isBefore(before))
                        .orElse(true);
                if (old) {
                    records.write(new Change.Delete(stored.key(), stored.etag()));
                    gone++;
                }
            }
        }
        return gone;
    }

    private Optional<Failure> read(RecordKey key) {
        return records.get(key).flatMap(stored -> codec.tryRead(stored.json(), Failure.class));
    }

    /** The exception and, where it only wraps another, what lies behind it. */
    private static String reason(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; depth < 20 && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        String text = root == thrown ? thrown.toString() : thrown + "; because of " + root;
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static RecordKey key(String queue, String message) {
        try {
            byte[] both = (queue + "\n" + message).getBytes(StandardCharsets.UTF_8);
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(both));
            return new RecordKey(TABLE, hash.substring(0, 1), hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
