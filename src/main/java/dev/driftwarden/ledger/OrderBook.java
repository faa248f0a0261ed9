package dev.driftwarden.ledger;

import dev.driftwarden.ledger.Controls.KillSwitch;
import dev.driftwarden.store.Limits;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.SharedCall;
import dev.driftwarden.store.StoredRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what people ordered, and what was written this hour: all that every decision asks for, by one request for up to a thousand
 * rows, which all who ask at the same time share.
 */
public final class OrderBook {
    private final Records records;
    private final Codec codec;
    private final Clock clock;
    private final SharedCall<Orders> now;

    public OrderBook(Records records, Codec codec, Clock clock) {
        this.records = records;
        this.codec = codec;
        this.clock = clock;
        this.now = new SharedCall<>(this::read);
    }

    /** All of it as it is now, by a read that begins after this was called. */
    public Orders now() {
        return now.get();
    }

    private Orders read() {
        List<StoredRecord> rows = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page =
                    records.page(OrderRows.TABLE, OrderRows.PARTITION, OrderRows.IN_FORCE, cursor, Limits.PAGE);
            rows.addAll(page.items());
            cursor = page.cursor();
        } while (cursor != null);
        return new Orders(killSwitch(rows), stages(rows), exemptions(rows), spent(rows));
    }

    private @Nullable KillSwitch killSwitch(List<StoredRecord> rows) {
        return find(rows, OrderRows.KILL_SWITCH)
                .map(row -> Controls.read(row, codec))
                .filter(KillSwitch::on)
                .orElse(null);
    }

    private Map<String, RuleStage> stages(List<StoredRecord> rows) {
        Map<String, RuleStage> stages = new TreeMap<>();
        for (StoredRecord row : below(rows, OrderRows.STAGES)) {
            String rule = row.key().row().substring(OrderRows.STAGES.length());
            stages.put(rule, StageBook.read(rule, row, codec));
        }
        return stages;
    }

    private List<ConsoleExemption> exemptions(List<StoredRecord> rows) {
        return below(rows, OrderRows.EXEMPTIONS).stream()
                .flatMap(row -> codec.tryRead(row.json(), ConsoleExemption.class).stream())
                .toList();
    }

    private Spent spent(List<StoredRecord> rows) {
        return find(rows, OrderRows.hour(clock.instant()))
                .map(row -> BudgetBook.read(row, codec))
                .orElse(Spent.NOTHING);
    }

    private static Optional<StoredRecord> find(List<StoredRecord> rows, RecordKey key) {
        return rows.stream().filter(row -> row.key().equals(key)).findAny();
    }

    private static List<StoredRecord> below(List<StoredRecord> rows, String prefix) {
        return rows.stream().filter(row -> row.key().row().startsWith(prefix)).toList();
    }
}
