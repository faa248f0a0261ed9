package dev.driftwarden.store;

import static dev.driftwarden.store.ContractParts.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Large texts. */
interface BodiesContract extends ContractParts {

    @Test
    default void keepsBodiesOfAnySize() {
        for (String text :
                List.of("", "{}", "\u05D0\uD83D\uDD25\u0000".repeat(20_000), "0123456789abcdef".repeat(200_000))) {
            String path = "states/" + StoreContract.unique("b");
            store().bodies().put(path, text);
            assertThat(store().bodies().get(path).orElseThrow().equals(text)).isTrue();
        }
    }

    @Test
    default void neverOverwritesABody() throws Exception {
        String path = StoreContract.unique("b");
        store().bodies().put(path, "first");
        store().bodies().put(path, "second");
        atOnce(4, () -> {
            store().bodies().put(path, "third");
            return true;
        });

        assertThat(store().bodies().get(path)).contains("first");
    }

    @Test
    default void putsOneBodyFromManyThreads() throws Exception {
        String path = StoreContract.unique("b");

        atOnce(6, () -> {
            store().bodies().put(path, "same");
            return true;
        });

        assertThat(store().bodies().get(path)).contains("same");
    }

    @Test
    default void deletesABodyOnce() {
        String path = StoreContract.unique("b");

        assertThat(store().bodies().get(path)).isEmpty();
        assertThat(store().bodies().delete(path)).isFalse();
        store().bodies().put(path, "text");
        assertThat(store().bodies().delete(path)).isTrue();
        assertThat(store().bodies().delete(path)).isFalse();
        assertThat(store().bodies().get(path)).isEmpty();
    }

    @Test
    default void refusesPathsThatCouldLeadElsewhere() {
        for (String path :
                List.of("", "/a", "a/", "a//b", "../a", "a/../b", "a/./b", "A", "a b", "a?b", "a%2fb", "a.")) {
            assertThatIllegalArgumentException()
                    .as(path)
                    .isThrownBy(() -> store().bodies().put(path, "text"));
        }
    }
}
