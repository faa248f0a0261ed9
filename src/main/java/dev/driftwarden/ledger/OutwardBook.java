package dev.driftwarden.ledger;

import dev.driftwarden.finding.FindingId;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.Page;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.store.StoreOutcome;
import dev.driftwarden.store.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known about the outside: tickets there, what was told already, what is held back, and who does not answer. */
public final class OutwardBook {
    private static final String TABLE = "outward";
    private static final String TICKETS = "tickets";
    private static final String MEMBERS = "members";
    private static final String AT_WORK = "atwork";
    private static final String TOLD = "told";
    private static final String FLOODS = "floods";
    private static final String HELD_BACK = "heldback";
    private static final String CONTACTS = "contacts";
    private static final Duration AT_WORK_AT_MOST = Duration.ofMinutes(2);
    private static final int MOST = 1_000;
    private static final Pattern PAGE =
            Pattern.compile("(https://[^/?#\\s@\\\\]+|http://(127\\.0\\.0\\.1|localhost)(:\\d+)?)([/?#]\\S*)?");

    private final Records records;
    private final Codec codec;

    public OutwardBook(Records records, Codec codec) {
        this.records = records;
        this.codec = codec;
    }

    /**
     * A ticket outside.
     *
     * @param key of the finding or of the group
     * @param system as the policy names it
     * @param label what people call it
     * @param address of its page; null when it has none
     * @param content digest of what it says
     */
    public record OutsideTicket(
            String key,
            String system,
            String id,
            String label,
            @Nullable String address,
            boolean open,
            String content,
            Instant updatedAt) {
        /** The address comes from the system: one that a browser would not simply open as a page is left out. */
        public OutsideTicket {
            address = address != null && PAGE.matcher(address).matches() ? address : null;
        }
    }

    /** Which ticket a finding's ticket is part of. */
    record Membership(String group) {}

    /** Something held back for a digest. */
    public record HeldBack(String id, String line) {}

    /**
     * How a channel or ticket system is doing.
     *
     * @param since when the first of the failures in a row happened
     * @param refused whether a person has to act
     */
    public record Trouble(String contact, Instant since, int failures, boolean refused, String why) {
        /** Whether it is more than a moment's fault. */
        public boolean lasting() {
            return refused || failures >= 3;
        }
    }

    private record Mark(Instant at) {}

    /** The ticket outside about this key. */
    public Optional<OutsideTicket> ticket(String key) {
        return records.get(key(TICKETS, key)).map(stored -> codec.read(stored.json(), OutsideTicket.class));
    }

    public void ticket(OutsideTicket ticket) {
        records.write(new Change.Put(key(TICKETS, ticket.key()), codec.write(ticket)));
    }

    /** The ticket outside that a finding is in: its own one, or a group's. */
    public Optional<OutsideTicket> ticketOf(FindingId finding) {
        return ticket(group(finding).orElse(finding.value()));
    }

    /** The same for several findings, in few reads as long as there are no more than 1,000 tickets. */
    public Map<FindingId, OutsideTicket> ticketsOf(List<FindingId> findings) {
        Page<StoredRecord> tickets = records.page(TABLE, TICKETS, "", null, MOST);
        Page<StoredRecord> groups = records.page(TABLE, MEMBERS, "f|", null, MOST);
        boolean all = tickets.cursor() == null && groups.cursor() == null;
        Map<String, String> group = groups.items().stream()
                .collect(Collectors.toMap(
                        stored -> stored.key().row(),
                        stored -> codec.read(stored.json(), Membership.class).group()));
        Map<String, OutsideTicket> known = tickets.items().stream()
                .flatMap(stored -> codec.tryRead(stored.json(), OutsideTicket.class).stream())
                .collect(Collectors.toMap(OutsideTicket::key, ticket -> ticket));
        Map<FindingId, OutsideTicket> found = new HashMap<>();
        for (FindingId finding : findings) {
            Optional<OutsideTicket> ticket = all
                    ? Optional.ofNullable(known.get(group.getOrDefault("f|" + finding, finding.value())))
                    : ticketOf(finding);
            ticket.ifPresent(one -> found.put(finding, one));
        }
        return found;
    }

    /** The group that a finding belongs to. */
    public Optional<String> group(FindingId finding) {
        return records.get(key(MEMBERS, "f|" + finding))
                .map(stored -> codec.read(stored.json(), Membership.class).group());
    }

    public void join(FindingId finding, String group) {
        records.write(new Change.Put(key(MEMBERS, "g|" + group + "|" + finding), codec.write(new Membership(group))));
        records.write(new Change.Put(key(MEMBERS, "f|" + finding), codec.write(new Membership(group))));
    }

    /** The findings of a group, at most the first 1,000. */
    public List<FindingId> members(String group) {
        String prefix = "g|" + group + "|";
        return rows(MEMBERS, prefix).stream()
                .flatMap(stored -> FindingId.tryParse(stored.key().row().substring(prefix.length())).stream())
                .toList();
    }

    /**
     * Takes the right to work on a ticket.
     *
     * @return false when somebody else works on it and has not for too long
     */
    public boolean begin(String key, Instant now) {
        Change.Insert begun = new Change.Insert(key(AT_WORK, key), codec.write(new Mark(now)));
        if (records.write(begun) == StoreOutcome.OK) {
            return true;
        }
        Optional<StoredRecord> other = records.get(begun.key());
        boolean left = other.map(
                        stored -> codec.read(stored.json(), Mark.class).at().isBefore(now.minus(AT_WORK_AT_MOST)))
                .orElse(false);
        return left
                && records.write(new Change.Replace(
                                begun.key(),
                                codec.write(new Mark(now)),
                                other.orElseThrow().etag()))
                        == StoreOutcome.OK;
    }

    public void end(String key) {
        records.write(new Change.Delete(key(AT_WORK, key), null));
    }

    /** Whether a channel has been given a notice. */
    public boolean told(String channel, String notice, Instant at) {
        return records.get(toldKey(channel, notice, at)).isPresent();
    }

    public void tell(String channel, String notice, Instant at) {
        records.write(new Change.Put(toldKey(channel, notice, at), codec.write(new Mark(at))));
    }

    private static RecordKey toldKey(String channel, String notice, Instant at) {
        return key(TOLD, seconds(at) + "|" + channel + "|" + notice);
    }

    /**
     * Counts something once and says how many there are with it in its stretch of time; counts no further than 1,000.
     *
     * @param what the kind of thing, for instance a channel
     */
    public int count(String what, Instant stretch, String item) {
        String prefix = seconds(stretch) + "|" + what + "|";
        records.write(new Change.Put(key(FLOODS, prefix + item), codec.write(new Mark(stretch))));
        return rows(FLOODS, prefix).size();
    }

    /**
     * Keeps something for the digest that is due then.
     *
     * @return whether it is the first, so that the digest has yet to be ordered
     */
    public boolean holdBack(String channel, Instant due, HeldBack item) {
        String prefix = heldBackPrefix(channel, due);
        boolean first = records.page(TABLE, HELD_BACK, prefix, null, 1).items().isEmpty();
        records.write(new Change.Put(key(HELD_BACK, prefix + item.id()), codec.write(item)));
        return first;
    }

    /** What is held back for a digest, at most the first 1,000. */
    public List<HeldBack> heldBack(String channel, Instant due) {
        return rows(HELD_BACK, heldBackPrefix(channel, due)).stream()
                .flatMap(stored -> codec.tryRead(stored.json(), HeldBack.class).stream())
                .toList();
    }

    public void release(String channel, Instant due) {
        rows(HELD_BACK, heldBackPrefix(channel, due))
                .forEach(stored -> records.write(new Change.Delete(stored.key(), null)));
    }

    private static String heldBackPrefix(String channel, Instant due) {
        return channel + "|" + seconds(due) + "|";
    }

    /** Remembers that a contact did not take what it was given. */
    public void failed(String contact, Instant now, boolean refused, String why) {
        Optional<Trouble> before = trouble(contact);
        Trouble after = new Trouble(
                contact,
                before.map(Trouble::since).orElse(now),
                before.map(Trouble::failures).orElse(0) + 1,
                refused,
                why);
        records.write(new Change.Put(key(CONTACTS, contact), codec.write(after)));
    }

    /** Remembers that a contact works. */
    public void worked(String contact) {
        if (trouble(contact).isPresent()) {
            records.write(new Change.Delete(key(CONTACTS, contact), null));
        }
    }

    private Optional<Trouble> trouble(String contact) {
        return records.get(key(CONTACTS, contact)).flatMap(stored -> codec.tryRead(stored.json(), Trouble.class));
    }

    /** Who does not take what is given to them. */
    public List<Trouble> troubles() {
        return rows(CONTACTS, "").stream()
                .flatMap(stored -> codec.tryRead(stored.json(), Trouble.class).stream())
                .toList();
    }

    /** Forgets what was told and counted before a time; at most 1,000 of each. */
    public void forgetBefore(Instant time) {
        for (String partition : List.of(TOLD, FLOODS)) {
            rows(partition, "").stream()
                    .filter(stored -> stored.key().row().compareTo(seconds(time)) < 0)
                    .forEach(stored -> records.write(new Change.Delete(stored.key(), null)));
        }
    }

    private List<StoredRecord> rows(String partition, String prefix) {
        Page<StoredRecord> page = records.page(TABLE, partition, prefix, null, MOST);
        return page.items();
    }

    private static RecordKey key(String partition, String row) {
        return new RecordKey(TABLE, partition, row);
    }

    private static String seconds(Instant at) {
        return "%011d".formatted(at.getEpochSecond());
    }
}
