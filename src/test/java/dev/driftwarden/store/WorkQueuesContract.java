package dev.driftwarden.store;

import static dev.driftwarden.store.ContractParts.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.driftwarden.store.WorkQueues.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queues of work. */
interface WorkQueuesContract extends ContractParts {
    Duration MINUTE = Duration.ofMinutes(1);
    Duration SECOND = Duration.ofSeconds(1);

    @Test
    default void handsOverWhatWasSent() {
        String queue = StoreContract.unique("q");
        String body = "{\"text\":\"\u05D0 \uD83D\uDD25 <&> \\u0000\"}";
        queues().send(queue, body, Duration.ZERO);

        Delivery delivery = receiveOne(queue, MINUTE);

        assertThat(delivery.body()).isEqualTo(body);
        assertThat(delivery.attempts()).isEqualTo(1);
        assertThat(queues().receive(queue, 32, MINUTE)).isEmpty();
        assertThat(queues().complete(delivery)).isTrue();
        assertThat(queues().complete(delivery)).isFalse();
        assertThat(queues().depth(queue)).isZero();
    }

    @Test
    default void aQueueThatNobodyUsedIsEmpty() {
        String queue = StoreContract.unique("q");

        assertThat(queues().receive(queue, 1, MINUTE)).isEmpty();
        assertThat(queues().depth(queue)).isZero();
        assertThat(queues().complete(new Delivery(queue, "1", "1", "", 1))).isFalse();
    }

    @Test
    default void carriesLargeAndStrangeBodies() {
        String queue = StoreContract.unique("q");
        for (String body : List.of("x".repeat(48_000), "\u3042".repeat(16_000), "", "not json", "\u0000\u0001\uFFFE")) {
            queues().send(queue, body, Duration.ZERO);
            Delivery delivery = receiveOne(queue, MINUTE);
            assertThat(delivery.body().equals(body)).isTrue();
            assertThat(queues().complete(delivery)).isTrue();
        }
    }

    @Test
    default void neverGivesAMessageToTwoWorkers() throws Exception {
        String queue = StoreContract.unique("q");
        IntStream.range(0, 200).forEach(i -> queues().send(queue, "m" + i, Duration.ZERO));

        List<List<String>> taken = atOnce(6, () -> {
            List<String> mine = new ArrayList<>();
            List<Delivery> some = queues().receive(queue, 7, MINUTE);
            while (!some.isEmpty()) {
                some.forEach(one -> mine.add(queues().complete(one) ? one.body() : "lost " + one.body()));
                some = queues().receive(queue, 7, MINUTE);
            }
            return mine;
        });

        assertThat(taken.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).mapToObj(i -> "m" + i).toList());
    }

    @Test
    default void anotherTakesOverWhenVisibilityRunsOut() {
        String queue = StoreContract.unique("q");
        queues().send(queue, "work", Duration.ZERO);
        Delivery first = receiveOne(queue, SECOND);
        elapse(SECOND);

        Delivery second = receiveOne(queue, MINUTE);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.receipt()).isNotEqualTo(first.receipt());
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(queues().complete(first)).isFalse();
        assertThat(queues().release(first, Duration.ZERO)).isFalse();
        assertThat(queues().complete(second)).isTrue();
    }

    @Test
    default void theOneWhoIsLateMayStillCompleteIfNobodyTookOver() {
        String queue = StoreContract.unique("q");
        queues().send(queue, "work", Duration.ZERO);
        Delivery delivery = receiveOne(queue, SECOND);
        elapse(SECOND.multipliedBy(2));

        assertThat(queues().complete(delivery)).isTrue();
        assertThat(queues().receive(queue, 1, MINUTE)).isEmpty();
    }

    @Test
    default void delaysAMessage() {
        String queue = StoreContract.unique("q");
        queues().send(queue, "later", Duration.ofSeconds(2));

        assertThat(queues().receive(queue, 1, MINUTE)).isEmpty();
        assertThat(queues().depth(queue)).isEqualTo(1);
        elapse(Duration.ofSeconds(2));
        assertThat(receiveOne(queue, MINUTE).body()).isEqualTo("later");
    }

    @Test
    default void releasesAMessageForAnotherTry() {
        String queue = StoreContract.unique("q");
        queues().send(queue, "work \uD83D\uDD25", Duration.ZERO);
        Delivery first = receiveOne(queue, MINUTE);

        assertThat(queues().release(first, Duration.ZERO)).isTrue();
        assertThat(queues().complete(first)).isFalse();
        Delivery second = receiveOne(queue, MINUTE);
        assertThat(second.body()).isEqualTo("work \uD83D\uDD25");
        assertThat(second.attempts()).isEqualTo(2);

        assertThat(queues().release(second, SECOND)).isTrue();
        assertThat(queues().receive(queue, 1, MINUTE)).isEmpty();
        elapse(SECOND);
        assertThat(receiveOne(queue, MINUTE).attempts()).isEqualTo(3);
    }

    @Test
    default void givesTheOldestFirstAndNoMoreThanAsked() {
        String queue = StoreContract.unique("q");
        IntStream.range(0, 5).forEach(i -> queues().send(queue, "m" + i, Duration.ZERO));

        assertThat(queues().receive(queue, 3, MINUTE))
                .extracting(Delivery::body)
                .containsExactly("m0", "m1", "m2");
        assertThat(queues().receive(queue, 32, MINUTE))
                .extracting(Delivery::body)
                .containsExactly("m3", "m4");
        assertThat(queues().depth(queue)).isEqualTo(5);
    }

    @Test
    default void keepsAMessageHiddenForAsLongAsItsWorkerExtendsIt() {
        String queue = StoreContract.unique("q");
        queues().send(queue, "work \uD83D\uDD25", Duration.ZERO);
        Delivery first = receiveOne(queue, SECOND.multipliedBy(2));

        Delivery extended = queues().extend(first, MINUTE).orElseThrow();
        elapse(SECOND.multipliedBy(3));

        assertThat(queues().receive(queue, 1, MINUTE)).isEmpty();
        assertThat(extended.body()).isEqualTo(first.body());
        assertThat(extended.attempts()).isEqualTo(1);
        assertThat(queues().complete(first)).isFalse();
        assertThat(queues().extend(first, MINUTE)).isEmpty();
        assertThat(queues().complete(extended)).isTrue();
        assertThat(queues().extend(extended, MINUTE)).isEmpty();
        assertThat(queues().depth(queue)).isZero();
    }

    @Test
    default void doesNotExtendWhatAnotherTookOver() {
        String queue = StoreContract.unique("q");
        queues().send(queue, "work", Duration.ZERO);
        Delivery first = receiveOne(queue, SECOND);
        elapse(SECOND);
        Delivery second = receiveOne(queue, MINUTE);

        assertThat(queues().extend(first, MINUTE)).isEmpty();
        assertThat(queues().extend(second, SECOND)).isPresent();
        assertThat(queues().extend(new Delivery(queue, "1", "1", "", 1), MINUTE))
                .isEmpty();
    }

    @Test
    default void tellsSinceWhenTheFirstDueMessageWaits() {
        String queue = StoreContract.unique("q");
        assertThat(queues().oldestDue(queue)).isEmpty();
        queues().send(queue, "later", Duration.ofHours(1));
        assertThat(queues().oldestDue(queue)).isEmpty();
        queues().send(queue, "now", Duration.ZERO);
        Instant since = await().atMost(Duration.ofSeconds(15))
                .until(() -> queues().oldestDue(queue), Optional::isPresent)
                .orElseThrow();
        queues().send(queue, "after", Duration.ZERO);

        assertThat(queues().oldestDue(queue)).contains(since);
        assertThat(queues().complete(receiveOne(queue, MINUTE))).isTrue();
        assertThat(queues().oldestDue(queue).orElseThrow()).isAfterOrEqualTo(since);
    }

    @Test
    default void refusesWhatNoQueueTakes() {
        for (String queue : List.of("", "ab", "Upper", "a_b", "-ab", "a--b", "a/b", "x".repeat(64))) {
            assertThatIllegalArgumentException().as(queue).isThrownBy(() -> queues().send(queue, "", Duration.ZERO));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queues().send("queue", "\u3042".repeat(16_001), Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> queues().send("queue", "", Duration.ofDays(8)));
        assertThatIllegalArgumentException().isThrownBy(() -> queues().send("queue", "", Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> queues().receive("queue", 33, MINUTE));
        assertThatIllegalArgumentException().isThrownBy(() -> queues().receive("queue", 1, Duration.ZERO));
    }

    /** Visible at once or after real time has passed. */
    private Delivery receiveOne(String queue, Duration visibility) {
        return await().atMost(Duration.ofSeconds(15))
                .until(() -> queues().receive(queue, 1, visibility), found -> !found.isEmpty())
                .get(0);
    }
}
