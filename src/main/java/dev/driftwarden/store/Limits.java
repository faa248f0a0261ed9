package dev.driftwarden.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the port accepts, checked alike by every adapter before it touches its storage. A breach is a bug of the caller:
 * {@link IllegalArgumentException}.
 */
public final class Limits {
    /** Characters of one record's JSON: a table entity holds 1 MiB of UTF-16. */
    public static final int RECORD_CHARACTERS = 500_000;

    /** Characters of all records written together: a table transaction holds 4 MiB of UTF-8. */
    public static final int TRANSACTION_CHARACTERS = 1_250_000;

    public static final int TRANSACTION_CHANGES = 100;

    /** UTF-8 bytes of a message: in base64 these are the 64 KiB of a storage queue. */
    public static final int MESSAGE_BYTES = 48_000;

    public static final int PAGE = 1_000;

    private static final Duration LONGEST_HIDING = Duration.ofDays(7);
    private static final Pattern QUEUE = Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern PATH = Pattern.compile(
            "(?=.{1,500}$)SEGMENT(/SEGMENT)*".replace("SEGMENT", "[a-z0-9_-](?:[a-z0-9_.-]*[a-z0-9_-])?"));

    private Limits() {}

    public static void checkChange(Change change) {
        int characters = json(change).length();
        check(characters <= RECORD_CHARACTERS, "a record holds at most 500,000 characters, this one " + characters);
    }

    /** Checks each change, that they lie in one partition, touch different rows and are not too many or too long together. */
    public static void checkTransaction(List<Change> changes) {
        check(changes.size() <= TRANSACTION_CHANGES, "at most 100 changes can be written together");
        Set<RecordKey> seen = new HashSet<>();
        long characters = 0;
        for (Change change : changes) {
            checkChange(change);
            RecordKey first = changes.get(0).key();
            boolean together = change.key().table().equals(first.table())
                    && change.key().partition().equals(first.partition());
            check(together, "changes written together must lie in one partition");
            check(seen.add(change.key()), "changes written together must touch different rows");
            characters += json(change).length();
        }
        check(characters <= TRANSACTION_CHARACTERS, "records written together hold at most 1,250,000 characters");
    }

    public static void checkPage(String table, String partition, String rowPrefix, int limit) {
        RecordKey.checkTable(table);
        RecordKey.checkKey("partition", partition);
        RecordKey.checkPrefix("row", rowPrefix);
        check(limit >= 1 && limit <= PAGE, "a page has 1 to 1,000 records, not " + limit);
    }

    public static void checkQueue(String queue) {
        check(QUEUE.matcher(queue).matches(), "queue name '" + queue + "' must be 3 to 63 of a-z, 0-9 and single -");
    }

    public static void checkMessage(String body) {
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        check(bytes <= MESSAGE_BYTES, "a message holds at most 48,000 bytes of UTF-8, this one " + bytes);
    }

    /** Whether a text can be sent as a message. */
    public static boolean fitsMessage(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length <= MESSAGE_BYTES;
    }

    public static void checkReceive(int max, Duration visibility) {
        check(max >= 1 && max <= 32, "1 to 32 messages can be received at once, not " + max);
        check(visibility.compareTo(Duration.ofSeconds(1)) >= 0, "visibility must be at least a second");
        checkDelay(visibility);
    }

    public static void checkDelay(Duration delay) {
        check(!delay.isNegative() && delay.compareTo(LONGEST_HIDING) <= 0, "a message hides for 0 to 7 days");
    }

    public static void checkPath(String path) {
        check(PATH.matcher(path).matches(), "body path '" + path + "' must be 1 to 500 of a-z 0-9 - _ . in segments");
    }

    private static String json(Change change) {
        if (change instanceof Change.Insert insert) {
            return insert.json();
        }
        if (change instanceof Change.Replace replace) {
            return replace.json();
        }
        return change instanceof Change.Put put ? put.json() : "";
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }
}
