package dev.driftwarden.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reading a partition in order. */
interface PagesContract extends ContractParts {

    @Test
    default void pagesOverTenThousandRowsInOrder() {
        String partition = StoreContract.unique("p");
        List<String> rows = IntStream.range(0, 10_200)
                .mapToObj(i -> String.format("%c/%05d", "bac".charAt(i % 3), i * 7919 % 10_200))
                .toList();
        insert(partition, rows);

        assertThat(readAll(partition, "", 1_000))
                .containsExactlyElementsOf(rows.stream().sorted().toList());
        assertThat(readAll(partition, "b/", 333))
                .containsExactlyElementsOf(rows.stream()
                        .filter(row -> row.startsWith("b"))
                        .sorted()
                        .toList());
    }

    @Test
    default void ordersRowsByTheirBytes() {
        String partition = StoreContract.unique("p");
        List<String> rows = List.of(
                "\uFFFD",
                "\uD83D\uDD25",
                "\u07FF",
                "\u0800",
                "z",
                "a",
                "Z",
                "-",
                "_",
                "~",
                "\u0001",
                "ab",
                "a\u0000",
                "a/",
                "\uE000",
                "\u007f",
                "\u0080",
                "0",
                "9",
                ":");
        insert(partition, rows);
        Comparator<String> byBytes = (one, other) ->
                Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

        assertThat(readAll(partition, "", 3))
                .containsExactlyElementsOf(rows.stream().sorted(byBytes).toList());
    }

    @Test
    default void findsExactlyThoseWithThePrefix() {
        String partition = StoreContract.unique("p");
        insert(partition, List.of("a", "a%", "a%b", "a_", "aa", "b", "A%", "a%\uDBFF\uDFFF"));

        assertThat(readAll(partition, "a%", 10)).containsExactly("a%", "a%b", "a%\uDBFF\uDFFF");
        assertThat(readAll(partition, "a", 2)).containsExactly("a", "a%", "a%b", "a%\uDBFF\uDFFF", "a_", "aa");
        assertThat(readAll(partition, "c", 10)).isEmpty();
    }

    @Test
    default void keepsPartitionsApart() {
        String partition = StoreContract.unique("p");
        insert(partition, List.of("1"));
        insert(partition + "x", List.of("2"));

        assertThat(readAll(partition, "", 10)).containsExactly("1");
        assertThat(readAll(partition + "y", "", 10)).isEmpty();
    }

    @Test
    default void goesOnWhereItWasThoughRowsComeAndGo() {
        String partition = StoreContract.unique("p");
        insert(partition, List.of("b", "d", "f"));
        Page<StoredRecord> first = records().page("contract", partition, "", null, 2);
        records().write(new Change.Delete(new RecordKey("contract", partition, "d"), null));
        insert(partition, List.of("a", "e"));

        assertThat(records().page("contract", partition, "", first.cursor(), 10).items())
                .extracting(record -> record.key().row())
                .containsExactly("e", "f");
    }

    @Test
    default void saysWhenItIsTheEnd() {
        String partition = StoreContract.unique("p");
        insert(partition, List.of("a", "b"));

        assertThat(records().page("contract", partition, "", null, 2).cursor()).isNull();
        assertThat(records().page("contract", partition, "", null, 1).cursor()).isNotNull();
        assertThat(records().page("contract", partition, "", null, 1_000).cursor())
                .isNull();
    }

    @Test
    default void refusesACursorThatIsNone() {
        for (String cursor : List.of("", "x' or 1 eq 1 or RowKey eq '", "!", "gA", "_____w")) {
            assertThatIllegalArgumentException()
                    .as(cursor)
                    .isThrownBy(() -> records().page("contract", "p", "", cursor, 10));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> records().page("contract", "p", "", null, 1_001));
        assertThatIllegalArgumentException().isThrownBy(() -> records().page("contract", "p", "", null, 0));
    }

    private void insert(String partition, List<String> rows) {
        for (int from = 0; from < rows.size(); from += 100) {
            List<Change> changes = rows.subList(from, Math.min(rows.size(), from + 100)).stream()
                    .<Change>map(row -> new Change.Insert(new RecordKey("contract", partition, row), "{}"))
                    .toList();
            assertThat(records().writeAll(changes)).isEqualTo(StoreOutcome.OK);
        }
    }

    private List<String> readAll(String partition, String prefix, int limit) {
        List<String> rows = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<StoredRecord> page = records().page("contract", partition, prefix, cursor, limit);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            page.items().forEach(record -> rows.add(record.key().row()));
            cursor = page.cursor();
        } while (cursor != null);
        return rows;
    }
}
