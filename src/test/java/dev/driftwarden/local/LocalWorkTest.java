package dev.driftwarden.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalWorkTest {
    private final RunningHost host = new RunningHost();

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void worksOffEachQueueWithItsFunction() {
        send("driftwarden-events", "a");
        send("driftwarden-evaluate", "b");
        send("driftwarden-apply", "c");
        send("driftwarden-verify", "d");

        await().untilAsserted(() -> assertThat(host.bot.calls())
                .containsExactlyInAnyOrder("receiveQueued a", "evaluate b", "apply c", "verify d"));
        await().until(() -> host.queues().depth("driftwarden-apply") == 0);
    }

    @Test
    void startsWorkAtOnceAlthoughItPollsSlowly() {
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        long before = System.nanoTime();
        send("driftwarden-evaluate", "now");

        await().pollInterval(Duration.ofMillis(5)).until(() -> !host.bot.calls().isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(900));
    }

    @Test
    void respectsTheDelayOfAMessage() {
        long before = System.nanoTime();
        host.queues().send("driftwarden-evaluate", "later", Duration.ofMillis(1_200));

        await().until(() -> !host.bot.calls().isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(1_200));
    }

    @Test
    void triesAFailedMessageAgain() {
        AtomicInteger failures = new AtomicInteger(2);
        host.bot.react(call -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not yet");
            }
        });
        send("driftwarden-apply", "a");

        await().untilAsserted(() -> assertThat(host.bot.calls()).containsExactly("apply a", "apply a", "apply a"));
        await().until(() -> host.queues().depth("driftwarden-apply") == 0);
    }

    @Test
    void recordsAMessageThatFailedFiveTimes() {
        host.bot.react(call -> {
            if (call.startsWith("verify")) {
                throw new IllegalStateException("never");
            }
        });
        send("driftwarden-verify", "a");

        await().untilAsserted(() -> assertThat(host.bot.calls()).endsWith("poison driftwarden-verify a"));
        assertThat(host.bot.calls()).filteredOn("verify a"::equals).hasSize(5);
        await().until(() -> host.queues().depth("driftwarden-verify-poison") == 0);
    }

    @Test
    void worksOnNoMoreMessagesOfAQueueAtOnceThanTheHostDoes() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        host.bot.react(call -> {
            seen.add(inside.incrementAndGet());
            hold(open);
            inside.decrementAndGet();
        });
        int most = QueueOptions.DEFAULT.batch() + QueueOptions.DEFAULT.refillAt();
        int messages = 3 * most;
        for (int i = 0; i < messages; i++) {
            send("driftwarden-evaluate", "m" + i);
        }
        await().until(() -> inside.get() > QueueOptions.DEFAULT.refillAt());
        open.countDown();

        await().until(() -> host.bot.calls().size() == messages);
        assertThat(seen).allMatch(count -> count <= most);
    }

    @Test
    void letsRunningWorkEndWhenItStops() {
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        host.bot.react(call -> {
            started.countDown();
            hold(open);
            ended.incrementAndGet();
        });
        send("driftwarden-apply", "a");
        await().until(() -> started.getCount() == 0);
        Thread closing = new Thread(host::close);
        closing.start();
        open.countDown();

        await().until(() -> !closing.isAlive());
        assertThat(ended).hasValue(1);
    }

    @Test
    void startsATimerFunctionOnRequest() throws Exception {
        assertThat(host.post("/admin/functions/NightlySweep", "{\"input\":\"\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(host.post("/admin/functions/nightlysweep", "").statusCode()).isEqualTo(202);
        assertThat(host.post("/admin/functions/Evaluate", "").statusCode()).isEqualTo(400);
        assertThat(host.post("/admin/functions/Nobody", "").statusCode()).isEqualTo(404);
        assertThat(host.get("/admin/functions/NightlySweep").statusCode()).isEqualTo(405);

        await().untilAsserted(() -> assertThat(host.bot.calls()).contains("sweep"));
    }

    @Test
    void saysThatThePortIsTaken() {
        int port = host.address().getPort();

        assertThatThrownBy(() -> LocalHost.bind(port))
                .isInstanceOf(PortTakenException.class)
                .hasMessageStartingWith("Port " + port + " is taken")
                .hasMessageContaining("--port");
    }

    @Test
    void worksLikeTheHostInAzureIsToldTo() throws IOException {
        JsonNode queues =
                new ObjectMapper().readTree(Path.of("host.json").toFile()).at("/extensions/queues");

        assertThat(QueueOptions.DEFAULT.batch())
                .isEqualTo(queues.path("batchSize").intValue());
        assertThat(QueueOptions.DEFAULT.refillAt())
                .isEqualTo(queues.path("newBatchThreshold").intValue());
        assertThat(QueueOptions.DEFAULT.attempts())
                .isEqualTo(queues.path("maxDequeueCount").intValue());
        assertThat(QueueOptions.DEFAULT.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(queues.path("visibilityTimeout").textValue()).isEqualTo("00:00:30");
    }

    private void send(String queue, String body) {
        host.queues().send(queue, body, Duration.ZERO);
    }

    private static void hold(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody opened");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
