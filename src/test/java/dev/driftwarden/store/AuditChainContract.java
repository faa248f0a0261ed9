package dev.driftwarden.store;

import static dev.driftwarden.store.ContractParts.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The audit chain, on whatever keeps its records. */
interface AuditChainContract extends ContractParts {

    private AuditChain chain(String name) {
        return new AuditChain(records(), new MutableClock(), "audit", name);
    }

    private static RecordKey row(String chain, int sequence) {
        return new RecordKey("audit", chain, String.format("e%016d", sequence));
    }

    private AuditChain filled(String name, int entries) {
        AuditChain chain = chain(name);
        for (int i = 1; i <= entries; i++) {
            chain.append("{\"what\":\"fixed\",\"n\":" + i + ",\"cost\":1.10,\"who\":\"\u05D0\"}");
        }
        return chain;
    }

    @Test
    default void anEmptyChainIsIntact() {
        assertThat(chain(StoreContract.unique("c")).verify(null))
                .isEqualTo(new AuditCheck.Intact(new AuditHead(0, "0".repeat(64))));
    }

    @Test
    default void appendsAndPagesInOrder() {
        String name = StoreContract.unique("c");
        AuditChain chain = filled(name, 12);

        List<AuditEntry> entries = readAll(chain);
        assertThat(entries)
                .extracting(AuditEntry::sequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(entries.get(4).entry()).isEqualTo("{\"cost\":1.10,\"n\":5,\"what\":\"fixed\",\"who\":\"\\u05D0\"}");
        assertThat(chain.verify(null)).isEqualTo(new AuditCheck.Intact(chain.head()));
        assertThat(chain.head().hash()).isEqualTo(entries.get(11).hash());
    }

    @Test
    default void keepsOneChainUnderConcurrentWriters() throws Exception {
        String name = StoreContract.unique("c");
        List<AuditChain> processes = List.of(chain(name), chain(name), chain(name));

        List<List<Long>> sequences = atOnce(6, () -> {
            List<Long> mine = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                mine.add(processes.get(i % 3).append("{\"n\":" + i + "}").sequence());
            }
            return mine;
        });

        assertThat(sequences).allSatisfy(mine -> assertThat(mine).isSorted());
        assertThat(sequences.stream().flatMap(List::stream))
                .doesNotHaveDuplicates()
                .hasSize(120);
        assertThat(chain(name).verify(null)).isInstanceOf(AuditCheck.Intact.class);
        assertThat(chain(name).head().sequence()).isEqualTo(120);
    }

    @Test
    default void findsEveryFieldThatWasTamperedWith() {
        List<UnaryOperator<String>> tamperings = List.of(
                json -> json.replace("\"n\":2", "\"n\":3"),
                json -> json.replace("1.10", "1.1"),
                json -> json.replace("\"what\"", "\"where\""),
                json -> json.replace("\"at\":\"2026-03", "\"at\":\"2026-04"),
                json -> json.replace("\"sequence\":2", "\"sequence\":3"),
                json -> json.replaceAll("\"previous\":\"[0-9a-f]", "\"previous\":\"x"),
                json -> json.replaceAll("\"hash\":\"[0-9a-f]", "\"hash\":\"x"),
                json -> json.replace("\"at\":", "\"note\":\"new\",\"at\":"),
                json -> json.replace("\\u05D0", "\\u05d0"),
                json -> json.substring(1),
                json -> "");
        for (UnaryOperator<String> tampering : tamperings) {
            String name = StoreContract.unique("c");
            AuditChain chain = filled(name, 3);
            String json = records().get(row(name, 2)).orElseThrow().json();
            assertThat(tampering.apply(json)).isNotEqualTo(json);
            records().write(new Change.Put(row(name, 2), tampering.apply(json)));

            assertThat(chain.verify(null))
                    .as(tampering.apply(json))
                    .isEqualTo(new AuditCheck.Broken(2, "Entry 2 was changed: its hash does not fit its content."));
        }
    }

    @Test
    default void findsWhatWasRemovedMovedReplacedOrAdded() {
        assertBroken(2, (name, chain) -> records().write(new Change.Delete(row(name, 2), null)));
        assertBroken(4, (name, chain) -> records().write(new Change.Delete(row(name, 4), null)));
        assertBroken(1, (name, chain) -> {
            String first = records().get(row(name, 1)).orElseThrow().json();
            String second = records().get(row(name, 2)).orElseThrow().json();
            records().write(new Change.Put(row(name, 1), second));
            records().write(new Change.Put(row(name, 2), first));
        });
        assertBroken(3, (name, chain) -> {
            String other = StoreContract.unique("c");
            chain(other).append("{}");
            chain(other).append("{}");
            chain(other).append("{\"forged\":true}");
            records()
                    .write(new Change.Put(
                            row(name, 3),
                            records().get(row(other, 3)).orElseThrow().json()));
        });
        assertBroken(5, (name, chain) -> {
            AuditEntry forged = AuditEntry.after(chain.head(), new MutableClock().instant(), "{}");
            records().write(new Change.Insert(row(name, 5), forged.write()));
        });
        assertBroken(
                1, (name, chain) -> records().write(new Change.Delete(new RecordKey("audit", name, "head"), null)));
    }

    @Test
    default void aNotedHeadFindsAChainThatWasForgedAnew() {
        String name = StoreContract.unique("c");
        AuditHead noted = filled(name, 3).head();
        String other = StoreContract.unique("c");
        chain(other).append("{\"forged\":true}");
        filled(other, 3);
        for (String row : List.of(
                "head",
                row(name, 1).row(),
                row(name, 2).row(),
                row(name, 3).row(),
                row(name, 4).row())) {
            String forged = records()
                    .get(new RecordKey("audit", other, row))
                    .orElseThrow()
                    .json();
            records().write(new Change.Put(new RecordKey("audit", name, row), forged));
        }

        assertThat(chain(name).verify(null)).isInstanceOf(AuditCheck.Intact.class);
        assertThat(chain(name).verify(noted)).isInstanceOf(AuditCheck.Broken.class);
        assertThat(chain(name).verify(new AuditHead(9, noted.hash()))).isInstanceOf(AuditCheck.Broken.class);
    }

    @Test
    default void refusesWhatIsNoEntryAndAppendsNothing() {
        AuditChain chain = chain(StoreContract.unique("c"));
        for (String json : List.of("", "{", "{} {}", "{\"a\":1,\"a\":2}", "\"" + "x".repeat(100_000) + "\"")) {
            assertThatIllegalArgumentException().isThrownBy(() -> chain.append(json));
        }
        assertThat(chain.head().sequence()).isZero();
    }

    @Test
    default void appendsNothingToADamagedHead() {
        String name = StoreContract.unique("c");
        filled(name, 1);
        records().write(new Change.Put(new RecordKey("audit", name, "head"), "{\"sequence\":\"no\"}"));

        assertThatThrownBy(() -> chain(name).append("{}"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    default void aWriterThatKnowsTheLastLinkGoesOnFromItAndMendsTheHead() {
        String name = StoreContract.unique("c");
        AuditChain chain = filled(name, 2);
        records().write(new Change.Put(new RecordKey("audit", name, "head"), "{\"sequence\":\"no\"}"));

        assertThat(chain.append("{}").sequence()).isEqualTo(3);
        assertThat(chain(name).verify(null)).isInstanceOf(AuditCheck.Intact.class);
    }

    @Test
    default void aWriterThatWasOvertakenReadsWhereTheOtherEnded() {
        String name = StoreContract.unique("c");
        AuditChain first = filled(name, 2);
        AuditChain second = chain(name);
        second.append("{}");
        second.append("{}");

        assertThat(first.append("{}").sequence()).isEqualTo(5);
        assertThat(second.append("{}").sequence()).isEqualTo(6);
        assertThat(first.verify(null)).isInstanceOf(AuditCheck.Intact.class);
    }

    private void assertBroken(long sequence, BiConsumer<String, AuditChain> tampering) {
        String name = StoreContract.unique("c");
        AuditChain chain = filled(name, 4);
        tampering.accept(name, chain);

        AuditCheck check = chain.verify(null);
        assertThat(check)
                .isInstanceOfSatisfying(
                        AuditCheck.Broken.class,
                        broken -> assertThat(broken.sequence())
                                .as(broken.reason())
                                .isEqualTo(sequence));
    }

    private static List<AuditEntry> readAll(AuditChain chain) {
        List<AuditEntry> entries = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<AuditEntry> page = chain.page(cursor, 5);
            entries.addAll(page.items());
            cursor = page.cursor();
        } while (cursor != null);
        return entries;
    }
}
