package dev.driftwarden.store;

import static dev.driftwarden.store.ContractParts.atOnce;
import static dev.driftwarden.store.ContractParts.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Leases, on whatever keeps their records. */
interface LeasesContract extends ContractParts {
    Duration LENGTH = Duration.ofSeconds(30);
    Duration TOLERANCE = Duration.ofSeconds(5);

    private Leases leases(Clock clock) {
        return new Leases(records(), clock, UUID::randomUUID, TOLERANCE);
    }

    @Test
    default void onlyOneOfManyTakesALease() throws Exception {
        RecordKey key = key("lease");
        Leases leases = leases(new MutableClock());

        List<Optional<Lease>> taken = atOnce(8, () -> leases.take(key, "worker", LENGTH));

        assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(leases.take(key, "worker", LENGTH)).isEmpty();
        assertThat(leases.find(key)).get().extracting(Lease::holder).isEqualTo("worker");
    }

    @Test
    default void anotherTakesOverAfterExpiryAndToleranceOnly() throws Exception {
        RecordKey key = key("lease");
        MutableClock clock = new MutableClock();
        Leases leases = leases(clock);
        Lease first = leases.take(key, "first", LENGTH).orElseThrow();

        clock.advance(LENGTH.plus(TOLERANCE).minusMillis(1));
        assertThat(leases.take(key, "second", LENGTH)).isEmpty();
        clock.advance(Duration.ofMillis(1));
        List<Optional<Lease>> taken = atOnce(4, () -> leases.take(key, "second", LENGTH));

        assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(leases.renew(first, LENGTH)).isEmpty();
        assertThat(leases.release(first)).isFalse();
        assertThat(leases.find(key)).get().extracting(Lease::holder).isEqualTo("second");
    }

    @Test
    default void aRenewedLeaseHoldsOn() {
        RecordKey key = key("lease");
        MutableClock clock = new MutableClock();
        Leases leases = leases(clock);
        Lease lease = leases.take(key, "first", LENGTH).orElseThrow();
        clock.advance(Duration.ofSeconds(20));

        Lease renewed = leases.renew(lease, LENGTH).orElseThrow();

        assertThat(renewed.until()).isEqualTo(lease.until().plusSeconds(20));
        clock.advance(Duration.ofSeconds(25));
        assertThat(leases.take(key, "second", LENGTH)).isEmpty();
        assertThat(leases.release(lease)).isTrue();
        assertThat(leases.take(key, "second", LENGTH)).isPresent();
    }

    @Test
    default void clocksThatDifferWithinToleranceNeverShareALease() {
        RecordKey key = key("lease");
        MutableClock ahead = new MutableClock();
        ahead.advance(TOLERANCE);
        MutableClock behind = new MutableClock();
        Lease lease = leases(behind).take(key, "behind", LENGTH).orElseThrow();

        ahead.advance(LENGTH.minusMillis(1));
        behind.advance(LENGTH.minusMillis(1));

        assertThat(behind.instant()).isBefore(lease.until());
        assertThat(leases(ahead).take(key, "ahead", LENGTH)).isEmpty();
    }

    @Test
    default void aDamagedLeaseHoldsNobodyOff() {
        for (String damaged : List.of("not json", "{}", "[]", "{\"until\":\"soon\"}", "")) {
            RecordKey key = key("lease");
            records().write(new Change.Put(key, damaged));

            assertThat(leases(new MutableClock()).take(key, "worker", LENGTH))
                    .as(damaged)
                    .isPresent();
        }
    }
}
