package dev.driftwarden.ledger;

import dev.driftwarden.store.RecordKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where lies what people ordered: side by side in one partition, so that a decision gets it by one request. */
final class OrderRows {
    static final String TABLE = "orders";
    static final String PARTITION = "bot";

    /** What is in force. Of what lies in the partition nothing else is read for a decision. */
    static final String IN_FORCE = "now|";

    static final RecordKey KILL_SWITCH = key(IN_FORCE + "kill-switch");
    static final String STAGES = IN_FORCE + "stage|";
    static final String EXEMPTIONS = IN_FORCE + "exemption|";
    static final String HOURS = IN_FORCE + "hour|";

    /** In the same partition, so that an exemption ends in one transaction. */
    static final String ENDED_EXEMPTIONS = "ended|exemption|";

    private OrderRows() {}

    static RecordKey stage(String rule) {
        return key(STAGES + rule);
    }

    static RecordKey exemption(String id) {
        return key(EXEMPTIONS + id);
    }

    static RecordKey endedExemption(String id, Instant at) {
        return key(ENDED_EXEMPTIONS + Rows.newestFirst(at) + "|" + id);
    }

    /** The clock hour that this moment is in. */
    static RecordKey hour(Instant moment) {
        return key(HOURS + moment.truncatedTo(ChronoUnit.HOURS));
    }

    private static RecordKey key(String row) {
        return new RecordKey(TABLE, PARTITION, row);
    }
}
