package dev.driftwarden.store;

import static dev.driftwarden.store.ContractParts.atOnce;
import static dev.driftwarden.store.ContractParts.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Single records. */
interface RecordsContract extends ContractParts {

    @Test
    default void insertsOnceOnly() {
        RecordKey key = key("row");

        assertThat(records().get(key)).isEmpty();
        assertThat(records().write(new Change.Insert(key, "{\"n\":1}"))).isEqualTo(StoreOutcome.OK);
        assertThat(records().write(new Change.Insert(key, "{\"n\":2}"))).isEqualTo(StoreOutcome.EXISTS);
        assertThat(records().get(key)).get().extracting(StoredRecord::json).isEqualTo("{\"n\":1}");
    }

    @Test
    default void tellsTheEtagOfWhatItInserts() {
        RecordKey key = key("row");

        String etag = records().insert(key, "1").orElseThrow();

        assertThat(etag).isEqualTo(etag(key));
        assertThat(records().insert(key, "2")).isEmpty();
        assertThat(records().get(key)).get().extracting(StoredRecord::json).isEqualTo("1");
        assertThat(records().write(new Change.Put(key, "3"))).isEqualTo(StoreOutcome.OK);
        assertThat(records().write(new Change.Delete(key, etag))).isEqualTo(StoreOutcome.STALE);
    }

    @Test
    default void letsOneOfManyInserters() throws Exception {
        RecordKey key = key("row");

        List<StoreOutcome> outcomes = atOnce(8, () -> records().write(new Change.Insert(key, "{}")));

        assertThat(outcomes).containsOnlyOnce(StoreOutcome.OK);
        assertThat(outcomes).filteredOn(StoreOutcome.EXISTS::equals).hasSize(7);
    }

    @Test
    default void replacesOnlyWhatWasRead() {
        RecordKey key = key("row");
        records().write(new Change.Insert(key, "1"));
        String first = etag(key);

        assertThat(records().write(new Change.Replace(key, "2", first))).isEqualTo(StoreOutcome.OK);
        assertThat(etag(key)).isNotEqualTo(first);
        assertThat(records().write(new Change.Replace(key, "3", first))).isEqualTo(StoreOutcome.STALE);
        assertThat(records().get(key)).get().extracting(StoredRecord::json).isEqualTo("2");
    }

    @Test
    default void neverReplacesWhatIsNotThere() {
        RecordKey key = key("row");
        records().write(new Change.Insert(key, "1"));
        String etag = etag(key);
        records().write(new Change.Delete(key, etag));

        assertThat(records().write(new Change.Replace(key, "2", etag))).isEqualTo(StoreOutcome.MISSING);
        assertThat(records().get(key)).isEmpty();
    }

    @Test
    default void anEtagOfAnEarlierLifeIsStale() {
        RecordKey key = key("row");
        records().write(new Change.Insert(key, "1"));
        String etag = etag(key);
        records().write(new Change.Delete(key, null));
        records().write(new Change.Insert(key, "1"));

        assertThat(records().write(new Change.Replace(key, "2", etag))).isEqualTo(StoreOutcome.STALE);
        assertThat(records().write(new Change.Delete(key, etag))).isEqualTo(StoreOutcome.STALE);
    }

    @Test
    default void putsWhateverIsThere() {
        RecordKey key = key("row");

        assertThat(records().write(new Change.Put(key, "1"))).isEqualTo(StoreOutcome.OK);
        assertThat(records().write(new Change.Put(key, "2"))).isEqualTo(StoreOutcome.OK);
        assertThat(records().get(key)).get().extracting(StoredRecord::json).isEqualTo("2");
    }

    @Test
    default void deletesWithAndWithoutEtag() {
        RecordKey key = key("row");

        assertThat(records().write(new Change.Delete(key, null))).isEqualTo(StoreOutcome.MISSING);
        records().write(new Change.Insert(key, "1"));
        String etag = etag(key);
        records().write(new Change.Put(key, "2"));
        assertThat(records().write(new Change.Delete(key, etag))).isEqualTo(StoreOutcome.STALE);
        assertThat(records().write(new Change.Delete(key, etag(key)))).isEqualTo(StoreOutcome.OK);
        assertThat(records().write(new Change.Delete(key, etag))).isEqualTo(StoreOutcome.MISSING);
    }

    @Test
    default void everyWriteToATableThatNobodyUsedYetIsAnswered() {
        RecordKey key = new RecordKey(StoreContract.unique("fresh"), "p", "r");

        assertThat(records().page(key.table(), "p", "", null, 10).items()).isEmpty();
        assertThat(records().write(new Change.Delete(key, null))).isEqualTo(StoreOutcome.MISSING);
        assertThat(records().write(new Change.Replace(key, "1", "W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\"")))
                .isEqualTo(StoreOutcome.MISSING);
        assertThat(records().writeAll(List.of(new Change.Insert(key, "1")))).isEqualTo(StoreOutcome.OK);
    }

    @Test
    default void losesNoUpdateOfConcurrentWriters() throws Exception {
        RecordKey key = key("counter");
        records().write(new Change.Insert(key, "0"));

        atOnce(6, () -> {
            for (int done = 0; done < 25; ) {
                StoredRecord read = records().get(key).orElseThrow();
                String next = Integer.toString(Integer.parseInt(read.json()) + 1);
                done += records().write(new Change.Replace(key, next, read.etag())) == StoreOutcome.OK ? 1 : 0;
            }
            return true;
        });

        assertThat(records().get(key)).get().extracting(StoredRecord::json).isEqualTo("150");
    }

    @ParameterizedTest
    @MethodSource("hostileKeys")
    default void keepsHostileKeysApart(String hostile) {
        RecordKey key = new RecordKey("contract", StoreContract.unique("p").substring(0, 9) + cut(hostile), hostile);

        assertThat(records().write(new Change.Insert(key, "{}"))).isEqualTo(StoreOutcome.OK);
        assertThat(records().get(key)).get().extracting(StoredRecord::key).isEqualTo(key);
        assertThat(records()
                        .page(key.table(), key.partition(), hostile, null, 10)
                        .items())
                .extracting(StoredRecord::key)
                .containsExactly(key);
        assertThat(records().writeAll(List.of(new Change.Replace(key, "1", etag(key)))))
                .isEqualTo(StoreOutcome.OK);
        assertThat(records().write(new Change.Delete(key, etag(key)))).isEqualTo(StoreOutcome.OK);
    }

    private static String cut(String hostile) {
        return hostile.length() > 100 ? hostile.substring(0, 100) : hostile;
    }

    static Stream<String> hostileKeys() {
        return Stream.of(
                "/subscriptions/x/../y",
                "a\\b",
                "#",
                "?",
                "%",
                "%2F",
                "..",
                ".",
                " ",
                "'",
                "''; DROP TABLE record; --",
                "\"",
                "+",
                "&",
                "$batch",
                "(RowKey='x')",
                "a\nb",
                "\u0000",
                "\u001f\u007f\u0085",
                "\uFFFE\uFEFF",
                "e\u0301",
                "\u05D0\u202E\u05D1",
                "\uD83D\uDD25",
                "1e5",
                "0001",
                "A",
                "a",
                "\u00E9",
                "<x>&amp;</x>",
                "/".repeat(200),
                "\u05D0".repeat(200),
                "\uD83D\uDD25".repeat(100));
    }

    @Test
    default void keysThatOnlyLookAlikeAreDifferent() {
        String partition = StoreContract.unique("p");
        List<String> rows = List.of("A", "a", "AA", "@A", "1", "01", "1.0", " 1", "\u00E9", "e\u0301", "x\u0000", "x");
        rows.forEach(row -> assertThat(records()
                        .write(new Change.Insert(
                                new RecordKey("contract", partition, row), '"' + row.replace("\u0000", "0") + '"')))
                .isEqualTo(StoreOutcome.OK));

        assertThat(records().page("contract", partition, "", null, 100).items()).hasSameSizeAs(rows);
        rows.forEach(row -> assertThat(records().get(new RecordKey("contract", partition, row)))
                .get()
                .extracting(StoredRecord::json)
                .isEqualTo('"' + row.replace("\u0000", "0") + '"'));
    }

    @Test
    default void keepsLongTextsToTheLastCharacter() {
        RecordKey key = key("long");
        // Pairs at odd places, so that every cut between pieces falls into one.
        String json = "\"" + "\uD83D\uDD25".repeat(249_997) + "\u05D0\\n\"";
        assertThat(json).hasSize(499_999);

        assertThat(records().write(new Change.Insert(key, json))).isEqualTo(StoreOutcome.OK);
        assertThat(records().get(key).orElseThrow().json().equals(json)).isTrue();
        String quotes = "\"" + "\\\"".repeat(249_999) + "\"";
        assertThat(records().write(new Change.Put(key, quotes))).isEqualTo(StoreOutcome.OK);
        assertThat(records().get(key).orElseThrow().json().equals(quotes)).isTrue();
        assertThat(records().write(new Change.Put(key, "\"short\""))).isEqualTo(StoreOutcome.OK);
        assertThat(records().get(key).orElseThrow().json()).isEqualTo("\"short\"");
    }

    @Test
    default void refusesWhatIsTooLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> records().write(new Change.Insert(key("r"), "1".repeat(500_001))))
                .withMessageContaining("500,000");
        assertThatIllegalArgumentException().isThrownBy(() -> key("x".repeat(201)));
        assertThatIllegalArgumentException().isThrownBy(() -> key("\u3042".repeat(134)));
        assertThatIllegalArgumentException().isThrownBy(() -> key("\uD83D"));
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordKey("Upper", "p", "r"));
    }

    private String etag(RecordKey key) {
        return records().get(key).orElseThrow().etag();
    }
}
