package dev.driftwarden.store;

import static dev.driftwarden.store.ContractParts.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several records written together. */
interface TransactionsContract extends ContractParts {

    @Test
    default void writesAllKindsTogether() {
        String partition = StoreContract.unique("p");
        records().write(new Change.Insert(row(partition, "old"), "1"));
        records().write(new Change.Insert(row(partition, "gone"), "1"));
        String old = records().get(row(partition, "old")).orElseThrow().etag();

        StoreOutcome outcome = records()
                .writeAll(List.of(
                        new Change.Insert(row(partition, "new"), "2"),
                        new Change.Replace(row(partition, "old"), "2", old),
                        new Change.Put(row(partition, "any"), "2"),
                        new Change.Delete(row(partition, "gone"), null)));

        assertThat(outcome).isEqualTo(StoreOutcome.OK);
        assertThat(records().page("contract", partition, "", null, 10).items())
                .extracting(record -> record.key().row() + record.json())
                .containsExactly("any2", "new2", "old2");
    }

    @Test
    default void writesNothingWhenOneCannotBeMade() {
        String partition = StoreContract.unique("p");
        RecordKey present = row(partition, "present");
        records().write(new Change.Insert(present, "1"));
        String stale = records().get(present).orElseThrow().etag();
        records().write(new Change.Put(present, "2"));

        Change fine = new Change.Insert(row(partition, "a"), "1");
        RecordKey absent = row(partition, "absent");
        assertRefused(StoreOutcome.EXISTS, partition, fine, new Change.Insert(present, "3"));
        assertRefused(StoreOutcome.STALE, partition, fine, new Change.Replace(present, "3", stale));
        assertRefused(StoreOutcome.STALE, partition, fine, new Change.Delete(present, stale));
        assertRefused(StoreOutcome.MISSING, partition, fine, new Change.Replace(absent, "3", stale));
        assertRefused(StoreOutcome.MISSING, partition, fine, new Change.Delete(absent, null));
    }

    @Test
    default void namesTheFirstRefusalOfSeveral() {
        String partition = StoreContract.unique("p");
        RecordKey present = row(partition, "present");
        RecordKey other = row(partition, "present2");
        records().write(new Change.Insert(present, "2"));
        records().write(new Change.Insert(other, "2"));
        String stale = records().get(other).orElseThrow().etag();
        records().write(new Change.Put(other, "2"));

        assertThat(records().writeAll(List.of(new Change.Insert(present, "3"), new Change.Replace(other, "3", stale))))
                .isEqualTo(StoreOutcome.EXISTS);
        assertThat(records().writeAll(List.of(new Change.Replace(other, "3", stale), new Change.Insert(present, "3"))))
                .isEqualTo(StoreOutcome.STALE);
    }

    private void assertRefused(StoreOutcome expected, String partition, Change... changes) {
        assertThat(records().writeAll(List.of(changes))).isEqualTo(expected);
        assertThat(records().page("contract", partition, "", null, 10).items())
                .extracting(record -> record.key().row() + record.json())
                .containsExactly("present2");
    }

    @Test
    default void neverShowsHalfATransaction() throws Exception {
        String partition = StoreContract.unique("p");
        List<StoreOutcome> outcomes = atOnce(6, () -> {
            List<Change> changes = new ArrayList<>();
            IntStream.range(0, 20).forEach(i -> changes.add(new Change.Insert(row(partition, "only" + i), "1")));
            changes.add(new Change.Insert(row(partition, StoreContract.unique("mine")), "1"));
            return records().writeAll(changes);
        });

        assertThat(outcomes).containsOnlyOnce(StoreOutcome.OK);
        assertThat(records().page("contract", partition, "", null, 100).items()).hasSize(21);
    }

    @Test
    default void refusesATransactionThatNoAdapterCouldMake() {
        Change one = new Change.Put(row("p", "1"), "1");
        Change elsewhere = new Change.Put(row("q", "2"), "1");
        assertThatIllegalArgumentException().isThrownBy(() -> records().writeAll(List.of(one, elsewhere)));
        assertThatIllegalArgumentException().isThrownBy(() -> records().writeAll(List.of(one, one)));
        List<Change> tooMany = IntStream.range(0, 101)
                .mapToObj(i -> (Change) new Change.Put(row("p", "r" + i), "1"))
                .toList();
        assertThatIllegalArgumentException().isThrownBy(() -> records().writeAll(tooMany));
        assertThat(records().writeAll(List.of())).isEqualTo(StoreOutcome.OK);
    }

    @Test
    default void writesAsMuchTogetherAsItPromises() {
        String partition = StoreContract.unique("p");
        // Three bytes a character; a single record of more the emulator refuses, though the service takes it.
        String big = "\"" + "\u3042".repeat(340_000) + "\"";
        List<Change> changes = List.of(
                new Change.Put(row(partition, "1"), big),
                new Change.Put(row(partition, "2"), big),
                new Change.Put(row(partition, "3"), big));

        assertThat(records().writeAll(changes)).isEqualTo(StoreOutcome.OK);
        assertThat(records().get(row(partition, "3")).orElseThrow().json().equals(big))
                .isTrue();
        List<Change> more = new ArrayList<>(changes);
        more.add(new Change.Put(row(partition, "4"), big));
        assertThatIllegalArgumentException().isThrownBy(() -> records().writeAll(more));
    }

    private static RecordKey row(String partition, String row) {
        return new RecordKey("contract", partition, row);
    }
}
