package dev.driftwarden.ledger;

import dev.driftwarden.finding.FindingId;
import dev.driftwarden.plan.PlanHash;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exemptions that people made, and the tags about exemptions that were seen. */
public final class ExemptionBook {
    /** How many may count at once. */
    public static final int MOST = 500;

    private static final String TABLE = "exemptions";
    private static final String TAGS = "tags";
    private static final String AZURE = "azure";
    private static final String ANNOUNCED = "announced";
    private static final Duration SEEN_AGAIN = Duration.ofDays(1);

    private final Records records;
    private final Codec codec;
    private final OrderBook orders;

    public ExemptionBook(Records records, Codec codec, OrderBook orders) {
        this.records = records;
        this.codec = codec;
        this.orders = orders;
    }

    /** Those that nobody has ended, in no order; one whose time is over may still be among them. */
    public List<ConsoleExemption> active() {
        return orders.now().exemptions();
    }

    /** Those that have ended, the last first. */
    public Page<ConsoleExemption> ended(@Nullable String cursor, int limit) {
        Page<StoredRecord> page =
                records.page(OrderRows.TABLE, OrderRows.PARTITION, OrderRows.ENDED_EXEMPTIONS, cursor, limit);
        return new Page<>(
                page.items().stream()
                        .flatMap(one -> codec.tryRead(one.json(), ConsoleExemption.class).stream())
                        .toList(),
                page.cursor());
    }

    public Optional<Held<ConsoleExemption>> find(String id) {
        return records.get(OrderRows.exemption(id))
                .flatMap(stored -> codec.tryRead(stored.json(), ConsoleExemption.class)
                        .map(value -> new Held<>(value, stored.etag())));
    }

    public void add(ConsoleExemption exemption) {
        records.write(new Change.Put(OrderRows.exemption(exemption.id()), codec.write(exemption)));
    }

    /** Ends one; false when somebody else was quicker. */
    public boolean end(Held<ConsoleExemption> held, ConsoleExemption.Ending ending) {
        ConsoleExemption ended = held.value().ended(ending);
        return records.writeAll(List.of(
                        new Change.Delete(OrderRows.exemption(ended.id()), held.etag()),
                        new Change.Put(OrderRows.endedExemption(ended.id(), ending.at()), codec.write(ended))))
                == StoreOutcome.OK;
    }

    /** Keeps what a tag says, for the list of tags. */
    public void seen(SeenTag tag) {
        RecordKey key = tagKey(tag.resource(), tag.tag());
        boolean known = records.get(key)
                .flatMap(stored -> codec.tryRead(stored.json(), SeenTag.class))
                .filter(tag::sameAs)
                .filter(before -> before.seenAt().plus(SEEN_AGAIN).isAfter(tag.seenAt()))
                .isPresent();
        if (!known) {
            records.write(new Change.Put(key, codec.write(tag)));
        }
    }

    /** Forgets the tags of a resource that it no longer has. */
    public void gone(ResourceId resource, List<String> stillThere) {
        String prefix = FindingId.resourceHash(resource) + "|";
        List<String> kept =
                stillThere.stream().map(tag -> tagKey(resource, tag).row()).toList();
        records.page(TABLE, TAGS, prefix, null, 100).items().stream()
                .filter(stored -> !kept.contains(stored.key().row()))
                .forEach(stored -> records.write(new Change.Delete(stored.key(), null)));
    }

    /** Keeps what an exemption of Azure Policy says, for the list of them. */
    public void seen(SeenExemption exemption) {
        RecordKey key =
                new RecordKey(TABLE, AZURE, PlanHash.sha256(exemption.id().toLowerCase(Locale.ROOT)));
        boolean known = records.get(key)
                .flatMap(stored -> codec.tryRead(stored.json(), SeenExemption.class))
                .filter(exemption::sameAs)
                .filter(before -> before.seenAt().plus(SEEN_AGAIN).isAfter(exemption.seenAt()))
                .isPresent();
        if (!known) {
            records.write(new Change.Put(key, codec.write(exemption)));
        }
    }

    /** Exemptions of Azure Policy from assignments that the policy file names, as seen for resources with findings; at most 1,000. */
    public List<SeenExemption> ofAzure() {
        return records.page(TABLE, AZURE, "", null, 1000).items().stream()
                .flatMap(stored -> codec.tryRead(stored.json(), SeenExemption.class).stream())
                .toList();
    }

    /** Tags seen on resources with findings; at most 1,000. */
    public List<SeenTag> tags() {
        return records.page(TABLE, TAGS, "", null, 1000).items().stream()
                .flatMap(stored -> codec.tryRead(stored.json(), SeenTag.class).stream())
                .toList();
    }

    /** Forgets tags and exemptions not seen since, and what was announced before. */
    public void forgetBefore(Instant limit) {
        new Retention(records, TABLE, TAGS, "")
                .remove(stored -> codec.tryRead(stored.json(), SeenTag.class)
                        .map(tag -> tag.seenAt().isBefore(limit))
                        .orElse(true));
        new Retention(records, TABLE, AZURE, "")
                .remove(stored -> codec.tryRead(stored.json(), SeenExemption.class)
                        .map(one -> one.seenAt().isBefore(limit))
                        .orElse(true));
        new Retention(records, TABLE, ANNOUNCED, "")
                .remove(stored -> codec.tryRead(stored.json(), Announced.class)
                        .map(announced -> announced.until().isBefore(limit))
                        .orElse(true));
    }

    /** That the end of an exemption was announced. */
    record Announced(String what, Instant until) {}

    /**
     * Notes that the end of an exemption is announced.
     *
     * @param what the same for the same announcement
     * @return false when that was noted before
     */
    public boolean announce(String what, Instant until) {
        RecordKey key = new RecordKey(TABLE, ANNOUNCED, PlanHash.sha256(what));
        return records.write(new Change.Insert(key, codec.write(new Announced(what, until)))) == StoreOutcome.OK;
    }

    private static RecordKey tagKey(ResourceId resource, String tag) {
        String hash = PlanHash.sha256(tag.toLowerCase(Locale.ROOT)).substring(0, 16);
        return new RecordKey(TABLE, TAGS, FindingId.resourceHash(resource) + "|" + hash);
    }
}
