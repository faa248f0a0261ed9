package dev.driftwarden.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.driftwarden.ledger.AuditSearch.Line;
import dev.driftwarden.plan.Plan;
import dev.driftwarden.plan.PlanHash;
import dev.driftwarden.store.Bodies;
import dev.driftwarden.store.Limits;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoredRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares findings, plans, approvals, writes, undos, holds, tickets and the states before with the hashes in the audit trail. Others may work
 * meanwhile: what does not fit is looked at again with the entries that came since.
 */
final class SealCheck {
    private static final List<String> KINDS = List.of("f|", "p|", "a|", "w|", "u|", "k|");
    private static final Map<String, String> NAMES =
            Map.of("f|", "finding", "p|", "plan", "a|", "approval", "w|", "write", "u|", "undo", "k|", "ticket");
    private static final int MOST_PROBLEMS = 200;

    private final Records records;
    private final Bodies bodies;
    private final Codec codec;
    private final Rows rows;
    private final Predicate<List<Posted>> arrived;

    /** @param arrived whether all these entries are in the trail */
    SealCheck(Records records, Bodies bodies, Codec codec, Predicate<List<Posted>> arrived) {
        this.records = records;
        this.bodies = bodies;
        this.codec = codec;
        this.rows = new Rows(codec);
        this.arrived = arrived;
    }

    /** What the check came to. */
    record Result(long checked, long unsealed, List<String> problems) {}

    /** What the trail says of a record. */
    private record Seal(long revision, String hash) {}

    /** The trail as far as it was read. */
    private static final class Trail {
        final LongFunction<List<Line>> entries;
        final Map<String, Seal> seals = new HashMap<>();
        long read;

        Trail(LongFunction<List<Line>> entries) {
            this.entries = entries;
        }

        void readOn() {
            List<Line> lines = entries.apply(read);
            while (!lines.isEmpty()) {
                lines.forEach(this::add);
                read = lines.get(lines.size() - 1).sequence();
                lines = entries.apply(read);
            }
        }

        private void add(Line line) {
            String revision = line.details().get(Seals.REVISION);
            if (revision == null || !revision.matches("[0-9]{1,9}")) {
                return;
            }
            long number = Long.parseLong(revision);
            line.details().forEach((name, hash) -> {
                if (name.startsWith(Seals.PREFIX) && name.contains("|")) {
                    seals.merge(
                            name.substring(Seals.PREFIX.length()),
                            new Seal(number, hash),
                            (old, now) -> now.revision() >= old.revision() ? now : old);
                }
            });
        }
    }

    /** @param entries gives the entries after a place in the trail, in order; empty when there are no more */
    Result check(LongFunction<List<Line>> entries) {
        Trail trail = new Trail(entries);
        trail.readOn();
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        long unsealed = 0;
        for (String partition : rows.partitions()) {
            for (String kind : KINDS) {
                unsealed += compare(partition, kind, trail, seen, problems);
            }
        }
        missing(trail, seen, problems);
        return new Result(
                seen.size(), unsealed, problems.stream().limit(MOST_PROBLEMS).toList());
    }

    private long compare(String partition, String kind, Trail trail, Set<String> seen, List<String> problems) {
        long unsealed = 0;
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page = records.page(Rows.TABLE, partition, kind, cursor, 500);
            for (StoredRecord record : page.items()) {
                seen.add(record.key().row());
                unsealed += compare(record, trail, problems) ? 0 : 1;
            }
            cursor = page.cursor();
        } while (cursor != null);
        return unsealed;
    }

    /** Whether the trail says anything of the record. */
    private boolean compare(StoredRecord record, Trail trail, List<String> problems) {
        String row = record.key().row();
        if (changed(record, trail)) {
            problems.add(named(row) + " is not as it was written: its hash does not fit the audit trail.");
        }
        if (row.startsWith("p|")) {
            statesBefore(record, problems);
        }
        return trail.seals.get(row) != null;
    }

    /** Whether the record is another than the trail says, although all that the bot did with it is in the trail. */
    private boolean changed(StoredRecord record, Trail trail) {
        String row = record.key().row();
        @Nullable StoredRecord now = record;
        @Nullable Seal read = trail.seals.get(row);
        while (now != null && (read == null || !read.hash().equals(hash(now)))) {
            boolean settled = settled(row);
            trail.readOn();
            Seal since = trail.seals.get(row);
            if (!settled || Objects.equals(read, since)) {
                return settled && read != null;
            }
            read = since;
            now = records.get(record.key()).orElse(null);
        }
        return false;
    }

    private void statesBefore(StoredRecord record, List<String> problems) {
        Optional<Plan> plan = codec.tryRead(record.json(), Plan.class);
        plan.ifPresent(known -> known.beforeBodies()
                .forEach(path -> bodies.get(path)
                        .filter(text ->
                                !path.contains("-" + PlanHash.sha256(text).substring(0, 16)))
                        .ifPresent(text -> problems.add(
                                "State before " + path + " is not as it was written: its hash does not fit."))));
    }

    /** A record that the trail speaks of and that is gone: nothing of these kinds is ever removed. */
    private void missing(Trail trail, Set<String> seen, List<String> problems) {
        trail.seals.keySet().stream()
                .filter(row -> !seen.contains(row))
                .filter(row -> records.get(key(row)).isEmpty())
                .sorted()
                .forEach(row -> problems.add(named(row) + " is missing: the audit trail speaks of it."));
    }

    private RecordKey key(String row) {
        return new RecordKey(Rows.TABLE, rows.partition(row.substring(2)), row);
    }

    /** Whether nothing about its finding is still on its way to the trail; what is there already may still be stored. */
    private boolean settled(String row) {
        String finding = row.substring(2, Math.min(row.length(), 31));
        List<StoredRecord> stored = records.page(
                        Rows.TABLE, rows.partition(finding), Rows.OUTGOING + finding, null, Limits.PAGE)
                .items();
        List<Posted> entries = stored.stream()
                .flatMap(one ->
                        codec
                                .tryRead(one.json(), Outgoing.class)
                                .map(outgoing -> new Posted(one.key(), outgoing))
                                .stream())
                .toList();
        return entries.size() == stored.size()
                && arrived.test(entries.stream().filter(Posted::isEntry).toList());
    }

    private static String named(String row) {
        return row.endsWith(Rows.HOLD)
                ? "The hold " + row.substring(2, row.length() - Rows.HOLD.length())
                : "The " + NAMES.get(row.substring(0, 2)) + " " + row.substring(2);
    }

    private static String hash(StoredRecord record) {
        try {
            JsonNode tree = new ObjectMapper().readTree(record.json());
            return tree.isObject() ? Seals.of(record.key().row(), tree) : "";
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
