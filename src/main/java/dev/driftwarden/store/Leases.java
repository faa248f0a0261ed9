package dev.driftwarden.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives out leases. A holder may act while its own clock is before {@link Lease#until}; others wait {@code tolerance} longer, so
 * clocks may differ by that much and never do two believe that they hold it. A lease is not re-entrant: the same holder asking
 * twice is refused the second time.
 */
public final class Leases {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Records records;
    private final Clock clock;
    private final Supplier<UUID> tokens;
    private final Duration tolerance;

    /** @param tolerance by how much clocks may differ */
    public Leases(Records records, Clock clock, Supplier<UUID> tokens, Duration tolerance) {
        this.records = records;
        this.clock = clock;
        this.tokens = tokens;
        this.tolerance = tolerance;
    }

    /** Takes the lease when it is free or has run out; empty when another has it. */
    public Optional<Lease> take(RecordKey key, String holder, Duration length) {
        Lease wanted =
                new Lease(key, holder, tokens.get().toString(), clock.instant().plus(length));
        Optional<StoredRecord> present = records.get(key);
        if (present.isPresent() && isHeld(present.get())) {
            return Optional.empty();
        }
        Change change = present.isPresent()
                ? new Change.Replace(key, write(wanted), present.get().etag())
                : new Change.Insert(key, write(wanted));
        return records.write(change) == StoreOutcome.OK ? Optional.of(wanted) : Optional.empty();
    }

    /** Who has it now, run out or not; empty when nobody has. */
    public Optional<Lease> find(RecordKey key) {
        return records.get(key).map(Leases::read);
    }

    /** Moves the end to {@code length} from now; empty when someone else took it over. */
    public Optional<Lease> renew(Lease lease, Duration length) {
        Lease renewed = new Lease(
                lease.key(), lease.holder(), lease.token(), clock.instant().plus(length));
        return records.get(lease.key())
                .filter(present -> isSame(present, lease))
                .map(present -> records.write(new Change.Replace(lease.key(), write(renewed), present.etag())))
                .filter(StoreOutcome.OK::equals)
                .map(done -> renewed);
    }

    /** Gives it back; false when someone else took it over meanwhile, which does them no harm. */
    public boolean release(Lease lease) {
        return records.get(lease.key())
                .filter(present -> isSame(present, lease))
                .map(present -> records.write(new Change.Delete(lease.key(), present.etag())))
                .filter(StoreOutcome.OK::equals)
                .isPresent();
    }

    /** A record that cannot be read as a lease holds nobody off: it would do so for ever. */
    private boolean isHeld(StoredRecord present) {
        Lease lease = read(present);
        return lease != null && clock.instant().isBefore(lease.until().plus(tolerance));
    }

    private static boolean isSame(StoredRecord present, Lease lease) {
        Lease found = read(present);
        return found != null && found.token().equals(lease.token());
    }

    private static String write(Lease lease) {
        return JSON.createObjectNode()
                .put("holder", lease.holder())
                .put("token", lease.token())
                .put("until", lease.until().toString())
                .toString();
    }

    private static @Nullable Lease read(StoredRecord present) {
        try {
            JsonNode json = JSON.readTree(present.json());
            return new Lease(
                    present.key(),
                    json.path("holder").asText(),
                    json.path("token").asText(),
                    Instant.parse(json.path("until").asText()));
        } catch (JsonProcessingException | DateTimeException e) {
            return null;
        }
    }
}
